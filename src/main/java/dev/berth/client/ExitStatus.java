package dev.berth.client;

/** Exit statuses of the everyday verbs, beside 0. */
public final class ExitStatus {
  /** It could not be done, or Berth refused it. */
  public static final int FAILED = 1;

  /** The command itself is wrong. */
  public static final int USAGE = 2;

  /** It was stored, and is not ready: it failed, or time was up. */
  public static final int NOT_READY = 3;

  /** No Berth answers. */
  public static final int UNREACHABLE = 4;

  /** The token is missing, unknown or not good for this. */
  public static final int DENIED = 5;

  /** There is a difference, where {@code --exit-code} asks for it. */
  public static final int DIFFERENT = 6;

  private ExitStatus() {}
}
