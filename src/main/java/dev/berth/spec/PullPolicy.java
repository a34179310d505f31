package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * When an image of a registry is pulled though the engine may have it.
 *
 * @param every pulled again for a new revision if the last pull is older than this
 */
public record PullPolicy(Mode mode, Optional<Duration> every) {

  /** The kinds of policy. */
  public enum Mode {
    /** When the engine does not have it. */
    MISSING,
    /** Never: it must be on the engine. */
    NEVER,
    /** Before each new revision. */
    ALWAYS,
    /** Before a new revision, if the last pull is some time ago. */
    EVERY
  }

  public static final PullPolicy MISSING = new PullPolicy(Mode.MISSING, Optional.empty());
  public static final PullPolicy NEVER = new PullPolicy(Mode.NEVER, Optional.empty());
  public static final PullPolicy ALWAYS = new PullPolicy(Mode.ALWAYS, Optional.empty());

  public static PullPolicy every(Duration time) {
    return new PullPolicy(Mode.EVERY, Optional.of(time));
  }

  /** Whether an image must not be older than some time; never where there is no such wish. */
  public boolean isStale(Duration sinceLastPull) {
    return switch (mode) {
      case ALWAYS -> true;
      case EVERY -> every.filter(limit -> sinceLastPull.compareTo(limit) >= 0).isPresent();
      case MISSING, NEVER -> false;
    };
  }
}
