package dev.berth.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a {@code .dockerignore} file, as Docker documents them: the last rule that matches a
 * path, or a folder above it, decides; {@code !} takes back.
 */
final class DockerIgnore {
  static final DockerIgnore NOTHING = new DockerIgnore(List.of());

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private record Rule(Pattern pattern, boolean ignores) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  static DockerIgnore parse(String text) throws ContextException {
    List<Rule> rules = new ArrayList<>();
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    for (String line : unmarked.lines().toList()) {
      String rule = line.startsWith("#") ? "" : line.strip();
      boolean takesBack = rule.startsWith("!");
      if (rule.equals("!")) {
        throw new ContextException(".dockerignore: `!` must have a pattern behind it");
      }
      String path = clean(takesBack ? rule.substring(1).strip() : rule);
      if (!path.isEmpty()) {
        rules.add(new Rule(pattern(path), !takesBack));
      }
    }
    return new DockerIgnore(rules);
  }

  /**
   * Without slashes at its ends and without {@code .} parts; {@code ..} goes back one, and stays
   * where there is nothing to go back to: such a rule matches nothing.
   */
  private static String clean(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      boolean goesBack = part.equals("..");
      if (goesBack && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (goesBack ? !path.startsWith("/") : !part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static Pattern pattern(String glob) throws ContextException {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (glob.startsWith("**", i)) {
        i += glob.startsWith("**/", i) ? 3 : 2;
        regex.append(i < glob.length() ? "(?:.*/)?" : ".*");
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 2);
        regex.append(choice(glob, i, end));
        i = end + 1;
      } else if (c == '\\' && i + 1 == glob.length()) {
        throw broken(glob);
      } else {
        boolean escapes = c == '\\';
        regex.append(escapes ? Pattern.quote(glob.substring(i + 1, i + 2)) : one(c));
        i += escapes ? 2 : 1;
      }
    }
    return compiled(glob, regex + "(?:/.*)?");
  }

  /** {@code [a-z]} or {@code [^a]}; what else means something to Java inside of it is escaped. */
  private static String choice(String glob, int start, int end) throws ContextException {
    if (end < 0) {
      throw broken(glob);
    }
    String inside = glob.substring(start + 1, end);
    return "[" + inside.replace("[", "\\[").replace("&", "\\&") + "]";
  }

  private static Pattern compiled(String glob, String regex) throws ContextException {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw broken(glob);
    }
  }

  private static ContextException broken(String glob) {
    return new ContextException(".dockerignore: `" + glob + "` is no pattern");
  }

  private static String one(char c) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      default -> Pattern.quote(String.valueOf(c));
    };
  }

  /** Whether a file is left out; its path with slashes, relative to the context. */
  boolean ignores(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.ignores != ignored && rule.pattern.matcher(path).matches()) {
        ignored = rule.ignores;
      }
    }
    return ignored;
  }

  /** Whether a folder below an ignored one might still hold something: it must be walked. */
  boolean takesBack() {
    return rules.stream().anyMatch(rule -> !rule.ignores);
  }
}
