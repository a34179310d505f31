package dev.berth.status;

import java.time.Instant;

/**
 * Something Berth tried and could not do.
 *
 * @param service whose it is; empty when it is the whole app's
 * @param reason see {@link Reasons}
 * @param message what was tried, on what, and what to do next
 * @param isStalled false while it may well be over at the next try
 * @param retryAt when it is tried again
 */
public record Problem(
    String service, String reason, String message, boolean isStalled, Instant retryAt) {

  /** The same, tried again at another time. */
  public Problem withRetryAt(Instant time) {
    return new Problem(service, reason, message, isStalled, time);
  }
}
