package dev.berth.observe;

import java.time.Duration;
import java.time.Instant;

/** How far the image of a service is. */
public sealed interface ImageState {

  /** What it is or will be called on the engine. */
  String reference();

  /** On the engine. */
  record Present(String reference, ImageView image) implements ImageState {}

  /** Not there, and nobody is getting it. */
  record Missing(String reference) implements ImageState {}

  /**
   * A job is at work.
   *
   * @param verb {@code building} or {@code pulling}
   * @param progress its last words
   * @param operation id of the operation that it is
   */
  record InProgress(String reference, String verb, Instant since, String progress, String operation)
      implements ImageState {}

  /**
   * The last job failed.
   *
   * @param reason as statuses name it: {@code BuildFailed}, {@code ImageNotFound}, …
   * @param retryAt when a new try is due; {@link Instant#MAX} when only a change can help
   */
  record Failed(String reference, String reason, String message, Instant retryAt)
      implements ImageState {
    private static final Duration UNSEEN = Duration.ofSeconds(1);

    /** Due when the clock says so by now; a difference that nobody sees changes nothing. */
    public Failed dueAbout(Instant time) {
      boolean same = Duration.between(retryAt, time).abs().compareTo(UNSEEN) < 0;
      return same ? this : new Failed(reference, reason, message, time);
    }
  }
}
