package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How changes of an app are brought about.
 *
 * @param readyTimeout how long a container may take from its start until it is ready; as declared
 */
public record Rollout(Optional<Duration> readyTimeout) {
  public static final Rollout DEFAULT = new Rollout(Optional.empty());

  /** Enough for a database that reads its files; Compose has no such bound at all. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How long a container may take until it is ready, declared or not. */
  public Duration patience() {
    return readyTimeout.orElse(PATIENCE);
  }
}
