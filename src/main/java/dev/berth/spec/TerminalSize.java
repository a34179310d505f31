package dev.berth.spec;

/** How large a terminal is, in characters. */
public record TerminalSize(int columns, int rows) {
  /** More than any screen has, and as much as an engine takes. */
  private static final int MOST = 65_535;

  /** Whether there can be one of that size. */
  public static boolean isGood(int columns, int rows) {
    return columns > 0 && columns <= MOST && rows > 0 && rows <= MOST;
  }
}
