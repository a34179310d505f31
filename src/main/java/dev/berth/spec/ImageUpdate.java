package dev.berth.spec;

import java.time.Duration;

/**
 * Whether Berth looks by itself for newer images in the registry.
 *
 * @param interval between two looks
 */
public record ImageUpdate(Mode mode, Duration interval) {

  /** What counts as newer. */
  public enum Mode {
    /** Nothing. */
    NONE,
    /** The same tag that means another image. */
    DIGEST,
    /** Another tag that is a higher semantic version. */
    SEMVER
  }

  /** Often enough for people, seldom enough for a registry that counts requests. */
  public static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

  public static final ImageUpdate NONE = new ImageUpdate(Mode.NONE, USUAL_INTERVAL);
}
