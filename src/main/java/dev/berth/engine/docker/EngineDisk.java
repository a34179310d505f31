package dev.berth.engine.docker;

import dev.berth.engine.EngineException;
import dev.berth.fault.DiskFull;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own disk being full. Told in other words than the engine's: those stand for the disk
 * of Berth's home wherever a failure is looked at again.
 */
final class EngineDisk {
  private static final String ADVICE =
      "; the engine's disk is full: `docker system df` says what fills it, `docker builder prune`,"
          + " `docker image prune` or POST /v1/images/prune frees some; it is tried again";

  private static final String ROOM = "no room left on the engine's disk";

  private EngineDisk() {}

  /**
   * The failure, if that is what it comes of.
   *
   * @param what was tried, on what
   * @param said by the engine
   */
  static Optional<EngineException> full(String what, @Nullable String said) {
    if (said == null || !DiskFull.isTold(said)) {
      return Optional.empty();
    }
    return Optional.of(
        new EngineException(
            EngineException.Kind.NO_SPACE, what + ": " + DiskFull.reworded(said, ROOM) + ADVICE));
  }
}
