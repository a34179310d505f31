package dev.berth.compose;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env} files to the letter: quotes, escapes, comments, values of several lines. */
final class DotEnv {
  private static final Pattern EXPORT = Pattern.compile("export\\s+");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([abcfnrtv$\"\\\\]|0\\d{0,3})");
  private static final String IN_NAMES = "_.-[]";
  private static final int MOST_LETTERS = 4 << 20;

  private final String text;
  private final Map<String, String> into;
  private final Variables variables;
  private int at;
  private long letters;

  private DotEnv(String text, Map<String, String> into, Variables variables) {
    this.text = text;
    this.into = into;
    this.variables = variables;
  }

  /**
   * Reads a file.
   *
   * @param into gets the variables; those there already can be used in values
   * @param variables win over those of the file when values use them
   */
  static void read(String text, Map<String, String> into, Variables variables)
      throws RefusedException {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    new DotEnv(bare, into, variables).statements();
  }

  private void statements() throws RefusedException {
    while (skipToStatement()) {
      Matcher export = EXPORT.matcher(text).region(at, text.length());
      if (export.lookingAt()) {
        at += "export".length();
        skipBlanks();
      }
      int start = at;
      boolean ended = name();
      String key = ended ? text.substring(start, at).stripTrailing() : "";
      boolean inherited = ended && text.charAt(at) == '\n';
      at = ended ? at + 1 : start;
      skipBlanks();
      if (key.indexOf(' ') >= 0) {
        throw refused("a name cannot hold a space: `" + key + "`");
      }
      if (inherited) {
        variables.find(key).ifPresent(value -> into.put(key, value));
      } else {
        String value = value();
        letters += value.length();
        if (letters > MOST_LETTERS) {
          throw refused("the values are longer than " + MOST_LETTERS + " letters together");
        }
        into.put(key, value);
      }
    }
  }

  private RefusedException refused(String message) {
    long line =
        text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new RefusedException("line " + (line + 1) + ": " + message);
  }

  private boolean skipToStatement() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (isBlank(c) || c == '\n' || Character.isWhitespace(c)) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return "\t\u000B\f\r \u0085\u00A0".indexOf(c) >= 0;
  }

  /** Goes to the end of a name: an equals sign, a colon or the line's end; false at the text's. */
  private boolean name() throws RefusedException {
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '=' || c == ':' || c == '\n') {
        return true;
      }
      if (!isBlank(c) && IN_NAMES.indexOf(c) < 0 && !Character.isLetterOrDigit(c)) {
        throw refused("unexpected character `" + c + "` in the name of a variable");
      }
    }
    return false;
  }

  private String value() throws RefusedException {
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote == '"' || quote == '\'') {
      return quoted(quote);
    }
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end < 0 ? text.length() : end);
    int comment = line.indexOf(" #");
    String bare = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
    String value = expanded(bare);
    at = end < 0 ? text.length() : end + 1;
    return value;
  }

  private String quoted(char quote) throws RefusedException {
    StringBuilder value = new StringBuilder();
    boolean escaped = false;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote && !escaped) {
        at = i + 1;
        return quote == '"' ? expanded(unescaped(value.toString())) : value.toString();
      }
      if (c == '\\' && !escaped) {
        escaped = true;
        continue;
      }
      value.append(escaped && c != quote ? "\\" : "").append(c);
      escaped = false;
    }
    throw refused("a quote " + quote + " that does not end");
  }

  private String expanded(String value) throws RefusedException {
    try {
      return Template.substitute(value, variables.or(into));
    } catch (RefusedException e) {
      throw refused(e.reason());
    }
  }

  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), found.group())));
  }

  private static String meaning(String letters, String whole) {
    return switch (letters.charAt(0)) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000B";
      case '$' -> "$$";
      case '"', '\\' -> letters;
      case '0' -> octal(letters.substring(1)).orElse(whole);
      default -> whole;
    };
  }

  private static Optional<String> octal(String digits) {
    boolean isByte = digits.matches("[0-3][0-7]{2}");
    return isByte
        ? Optional.of(String.valueOf((char) Integer.parseInt(digits, 8)))
        : Optional.empty();
  }
}
