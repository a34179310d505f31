package dev.berth.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a container's output.
 *
 * @param tail number of last lines; all where absent
 * @param since nothing older
 */
public record LogRequest(
    boolean follow, OptionalInt tail, Optional<Instant> since, boolean timestamps) {

  /** The last lines, as they are. */
  public static LogRequest last(int lines) {
    return new LogRequest(false, OptionalInt.of(lines), Optional.empty(), false);
  }
}
