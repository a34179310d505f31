package dev.berth.image.job;

import dev.berth.engine.EngineException;
import dev.berth.observe.ImageState;
import java.time.Duration;
import java.time.Instant;

/** What the failure of a job means to a reader of the status, and when another try is worth it. */
final class JobFailure {
  static final String IMAGE_NOT_FOUND = "ImageNotFound";
  static final String REGISTRY_UNREACHABLE = "RegistryUnreachable";
  static final String CANCELLED = "Cancelled";
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 10;

  private JobFailure() {}

  /** The word for a status. */
  static String of(EngineException e) {
    return switch (e.kind()) {
      case BUILD_FAILED, INVALID -> "BuildFailed";
      case IMAGE_NOT_FOUND, NOT_FOUND -> IMAGE_NOT_FOUND;
      case REGISTRY_UNAVAILABLE -> REGISTRY_UNREACHABLE;
      case UNAUTHORIZED, REGISTRY_BUSY -> "PullFailed";
      case DENIED -> "PolicyDenied";
      case UNREACHABLE -> "EngineUnreachable";
      case NO_SPACE -> "EngineDiskFull";
      case TIMEOUT, ENGINE_ERROR, CONFLICT, PORT_IN_USE, NO_ADDRESSES -> "EngineError";
    };
  }

  /** Of an image that may not be pulled. */
  static ImageState absent(String reference) {
    return new ImageState.Failed(
        reference,
        IMAGE_NOT_FOUND,
        reference
            + " is not on the engine, and pull_policy is never: load it, or change the policy",
        Instant.MAX);
  }

  /**
   * How long to wait: what failed by itself may succeed soon; an image may be pushed, and a package
   * server come back, but not in seconds.
   */
  static Duration delay(String reason, int failures, boolean soon) {
    Duration first = soon && !reason.equals("BuildFailed") ? SOON : LATER;
    Duration delay = first.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
