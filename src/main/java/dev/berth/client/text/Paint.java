package dev.berth.client.text;

import java.util.Map;

/** Colours of words that say how things are; the same words without them where nobody sees any. */
public final class Paint {
  private static final String RESET = "\033[0m";
  private static final String GREEN = "\033[32m";
  private static final String YELLOW = "\033[33m";
  private static final String RED = "\033[31m";
  private static final String DIM = "\033[2m";

  private static final Map<String, String> BY_WORD =
      Map.ofEntries(
          Map.entry("Running", GREEN),
          Map.entry("running", GREEN),
          Map.entry("healthy", GREEN),
          Map.entry("Synced", GREEN),
          Map.entry("Succeeded", GREEN),
          Map.entry("Pending", YELLOW),
          Map.entry("Building", YELLOW),
          Map.entry("Pulling", YELLOW),
          Map.entry("Starting", YELLOW),
          Map.entry("starting", YELLOW),
          Map.entry("Updating", YELLOW),
          Map.entry("Deleting", YELLOW),
          Map.entry("Degraded", YELLOW),
          Map.entry("Warning", YELLOW),
          Map.entry("Failed", RED),
          Map.entry("failed", RED),
          Map.entry("unhealthy", RED),
          Map.entry("Unknown", RED),
          Map.entry("Stopped", DIM),
          Map.entry("exited", DIM));

  private final boolean isColoured;

  public Paint(boolean isColoured) {
    this.isColoured = isColoured;
  }

  /** A word as it is, in the colour of what it means. */
  public String word(String text) {
    return in(BY_WORD.getOrDefault(text.strip(), ""), text);
  }

  /** A line of a difference or a plan, by how it begins. */
  public String change(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> in(GREEN, line);
      case '-' -> in(RED, line);
      case '~' -> in(YELLOW, line);
      default -> line;
    };
  }

  public String faint(String text) {
    return in(DIM, text);
  }

  private String in(String colour, String text) {
    return isColoured && !colour.isEmpty() ? colour + text + RESET : text;
  }
}
