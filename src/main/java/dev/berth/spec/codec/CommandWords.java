package dev.berth.spec.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words, with quotes and backslashes as a shell has them. */
final class CommandWords {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote;
  private boolean escaped;

  private CommandWords() {}

  /** The command of a node: a line to be split, or a list as it is. */
  static Optional<List<String>> of(Node node) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    if (node.isList()) {
      return Optional.of(node.texts());
    }
    return node.text().flatMap(line -> split(node, line));
  }

  private static Optional<List<String>> split(Node node, String line) {
    CommandWords words = new CommandWords();
    line.chars().forEach(c -> words.read((char) c));
    if (words.quote != 0) {
      node.refuse("has a quote " + words.quote + " that does not end");
      return Optional.empty();
    }
    if (words.escaped) {
      node.refuse("ends with a backslash that nothing follows");
      return Optional.empty();
    }
    words.end();
    return Optional.of(words.words);
  }

  private void read(char c) {
    if (escaped) {
      append(quote == '"' && c != '"' && c != '\\' ? "\\" + c : String.valueOf(c));
      escaped = false;
    } else if (c == '\\' && quote != '\'') {
      escaped = true;
      inWord = true;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      inWord = true;
    } else if (quote == 0 && Character.isWhitespace(c)) {
      end();
    } else {
      append(String.valueOf(c));
    }
  }

  private void append(String text) {
    word.append(text);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }
}
