package dev.berth.http;

/** More streams than may be; the message says the way out. */
public final class TooManyStreams extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Clients come again after so many seconds. */
  public static final int RETRY_SECONDS = 5;

  public TooManyStreams(String message) {
    super(message, null, false, false);
  }
}
