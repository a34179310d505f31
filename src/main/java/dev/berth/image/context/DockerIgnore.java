package dev.berth.image.context;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a {@code .dockerignore} file, as Docker documents them: the last rule that matches a
 * path, or a folder above it, decides; {@code !} takes back.
 */
public final class DockerIgnore {
  static final DockerIgnore NOTHING = new DockerIgnore(List.of());

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private record Rule(Glob pattern, boolean ignores) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  public static DockerIgnore parse(String text) throws ContextException {
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

  private static Glob pattern(String glob) throws ContextException {
    return Glob.of(glob)
        .orElseThrow(() -> new ContextException(".dockerignore: `" + glob + "` is no pattern"));
  }

  /** Whether a file is left out; its path with slashes, relative to the context. */
  public boolean ignores(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.ignores != ignored && rule.pattern.matches(path)) {
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
