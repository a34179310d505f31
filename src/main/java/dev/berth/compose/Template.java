package dev.berth.compose;

import java.util.Optional;

/**
 * Puts variables into a text: {@code $NAME}, {@code ${NAME}}, with {@code :-}, {@code -}, {@code
 * :+}, {@code +}, {@code :?}, {@code ?}, each nested as deep as you like within bounds; {@code $$}
 * is a dollar.
 */
final class Template {
  private static final int DEEPEST = 100;
  private static final int LONGEST = 1 << 20;

  private final Variables variables;

  private Template(Variables variables) {
    this.variables = variables;
  }

  static String substitute(String text, Variables variables) throws RefusedException {
    return text.indexOf('$') < 0 ? text : new Template(variables).all(text, 0);
  }

  private String all(String text, int depth) throws RefusedException {
    if (depth > DEEPEST) {
      throw new RefusedException("has variables nested more than " + DEEPEST + " deep");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(text, at, dollar);
      at = one(text, dollar, depth, out);
      if (out.length() > LONGEST) {
        throw new RefusedException("grows to more than " + LONGEST + " letters by its variables");
      }
    }
    return out.append(text, Math.min(at, text.length()), text.length()).toString();
  }

  /** Reads what begins with a dollar; answers where it ends. */
  private int one(String text, int dollar, int depth, StringBuilder out) throws RefusedException {
    char next = dollar + 1 < text.length() ? text.charAt(dollar + 1) : ' ';
    if (next == '$') {
      out.append('$');
      return dollar + 2;
    }
    if (next == '{') {
      return braced(text, dollar, depth, out);
    }
    int end = nameEnd(text, dollar + 1);
    if (end == dollar + 1) {
      out.append('$');
      return end;
    }
    out.append(plain(text.substring(dollar + 1, end)));
    return end;
  }

  private int braced(String text, int dollar, int depth, StringBuilder out)
      throws RefusedException {
    int start = dollar + 2;
    int end = nameEnd(text, start);
    if (end == start || end >= text.length()) {
      throw invalid(text, dollar);
    }
    String name = text.substring(start, end);
    if (text.charAt(end) == '}') {
      out.append(plain(name));
      return end + 1;
    }
    int lineEnd = text.indexOf('\n', end);
    int last = text.lastIndexOf('}', lineEnd < 0 ? text.length() : lineEnd);
    Optional<String> operator = operator(text, end);
    if (operator.isEmpty() || last < end) {
      throw invalid(text, dollar);
    }
    int close = closing(text, dollar, last);
    int operand = end + operator.get().length();
    out.append(apply(operator.get(), name, text.substring(operand, close), depth));
    return close + 1;
  }

  private static RefusedException invalid(String text, int at) {
    String line = text.substring(at).lines().findFirst().orElse("");
    return new RefusedException(
        "has an invalid variable `"
            + line.substring(0, Math.min(line.length(), 30))
            + "`; write $$ for a dollar that is meant as one");
  }

  private String plain(String name) {
    Optional<String> value = variables.find(name);
    if (value.isEmpty()) {
      variables.missing(name);
    }
    return value.orElse("");
  }

  private static Optional<String> operator(String text, int at) {
    int length = text.charAt(at) == ':' ? 2 : 1;
    int last = at + length - 1;
    boolean known = last < text.length() && "-+?".indexOf(text.charAt(last)) >= 0;
    return known ? Optional.of(text.substring(at, at + length)) : Optional.empty();
  }

  /** The brace that closes the one after a dollar; the last of the line if none pairs up. */
  private static int closing(String text, int dollar, int last) {
    int open = 0;
    for (int i = dollar; i <= last; i++) {
      if (text.charAt(i) == '}' && --open == 0) {
        return i;
      }
      if (text.charAt(i) == '{') {
        open++;
        i++;
      }
    }
    return last;
  }

  private String apply(String operator, String name, String operand, int depth)
      throws RefusedException {
    String given = all(operand, depth + 1);
    Optional<String> value = variables.find(name);
    boolean emptyCounts = operator.startsWith(":");
    boolean there = value.isPresent() && !(emptyCounts && value.get().isEmpty());
    return switch (operator.charAt(operator.length() - 1)) {
      case '-' -> there ? value.get() : given;
      case '+' -> there ? given : value.orElse("");
      default -> {
        if (!there) {
          throw new RefusedException(
              "needs the variable `" + name + "`" + (given.isEmpty() ? "" : ": " + given));
        }
        yield value.get();
      }
    };
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isNamed(text.charAt(end), end == start)) {
      end++;
    }
    return end;
  }

  private static boolean isNamed(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (!first && c >= '0' && c <= '9');
  }
}
