package dev.berth.client.text;

/**
 * Text of others on a terminal: messages have the last words of containers in them, and what would
 * move the cursor or change a title is no part of a message.
 */
public final class Printable {
  private Printable() {}

  /** The first line of it. */
  public static String line(String text) {
    return whole(text.lines().findFirst().orElse("")).strip();
  }

  /** All of it, with its lines and tabs and without whatever else controls a terminal. */
  public static String whole(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
