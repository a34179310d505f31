package dev.berth.http;

/** More work for the processor than can be done; the message says the way out. */
public final class TooBusy extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Clients come again after so many seconds. */
  public static final int RETRY_SECONDS = 5;

  TooBusy(String message) {
    super(message, null, false, false);
  }
}
