package dev.berth.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command as the reference does: quotes, backslashes, and an end at the first of {@code ;
 * & | < >} outside of quotes.
 */
final class ShellWords {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean escaped;
  private boolean single;
  private boolean twofold;
  private boolean back;
  private boolean dollar;

  private ShellWords() {}

  static List<String> split(String line) throws RefusedException {
    ShellWords words = new ShellWords();
    for (int i = 0; i < line.length(); i++) {
      if (!words.read(line.charAt(i))) {
        break;
      }
    }
    if (words.inWord) {
      words.words.add(words.word.toString());
    }
    if (words.escaped || words.isQuoted()) {
      throw refused(line);
    }
    return words.words;
  }

  private static RefusedException refused(String line) {
    return new RefusedException(
        "is no command line, a quote or bracket is not closed: `"
            + ComposeTrees.shortened(line)
            + "`");
  }

  private boolean isQuoted() {
    return single || twofold || back || dollar;
  }

  /** Takes a character; false when the command ends before it. */
  private boolean read(char c) throws RefusedException {
    if (escaped) {
      take(c);
      escaped = false;
    } else if (c == '\\' && !single) {
      escaped = true;
    } else if (" \t\r\n".indexOf(c) >= 0) {
      blank(c);
    } else if (c == '"' && !single && !dollar) {
      inWord |= twofold;
      twofold = !twofold;
    } else if (c == '\'' && !twofold && !dollar) {
      inWord |= single;
      single = !single;
    } else if (";&|<>".indexOf(c) >= 0 && !isQuoted()) {
      boolean descriptor = c == '>' && !word.isEmpty() && Character.isDigit(word.charAt(0));
      inWord &= !descriptor;
      return false;
    } else {
      bracket(c);
      take(c);
    }
    return true;
  }

  private void take(char c) {
    word.append(c);
    inWord = true;
  }

  private void blank(char c) {
    if (isQuoted()) {
      word.append(c);
    } else if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void bracket(char c) throws RefusedException {
    if (c == '`' && !single && !twofold && !dollar) {
      back = !back;
    } else if (c == ')' && !single && !twofold && !back) {
      dollar = !dollar;
    } else if (c == '(' && !single && !twofold && !back) {
      boolean begins = !dollar && !word.isEmpty() && word.charAt(word.length() - 1) == '$';
      if (!begins) {
        throw refused(word.toString() + c);
      }
      dollar = true;
    }
  }
}
