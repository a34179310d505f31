package dev.berth.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of a {@code .dockerignore} file, as Docker documents them: the last rule that matches a
 * path, or a folder above it, decides; {@code !} takes back.
 */
final class DockerIgnore {
  static final DockerIgnore NOTHING = new DockerIgnore(List.of());

  private record Rule(Pattern pattern, boolean ignores) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  static DockerIgnore parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String rule = line.startsWith("#") ? "" : line.strip();
      boolean takesBack = rule.startsWith("!");
      String path = clean(takesBack ? rule.substring(1).strip() : rule);
      if (!path.isEmpty()) {
        rules.add(new Rule(pattern(path), !takesBack));
      }
    }
    return new DockerIgnore(rules);
  }

  /** Without slashes at its ends and without {@code .} parts; {@code ..} goes back one. */
  private static String clean(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (c == '[' && glob.indexOf(']', i) > i + 1) {
        int end = glob.indexOf(']', i);
        regex.append(glob, i, end + 1);
        i = end + 1;
      } else {
        boolean escapes = c == '\\' && i + 1 < glob.length();
        regex.append(escapes ? Pattern.quote(glob.substring(i + 1, i + 2)) : one(c));
        i += escapes ? 2 : 1;
      }
    }
    return Pattern.compile(regex + "(?:/.*)?");
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
