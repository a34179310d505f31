package dev.berth.port;

import dev.berth.port.EngineInventory.LogSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A line of a container's output, with the time at which the engine has got it. */
public record LogLine(Instant time, LogSource source, String text) {

  /** Reads one that begins with its time, as engines write it; empty where it does not. */
  public static Optional<LogLine> of(LogSource source, String stamped) {
    int space = stamped.indexOf(' ');
    String time = space < 0 ? stamped : stamped.substring(0, space);
    try {
      return Optional.of(
          new LogLine(Instant.parse(time), source, space < 0 ? "" : stamped.substring(space + 1)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
