package dev.berth.boot.check;

import dev.berth.fault.DatabaseClosed;
import dev.berth.fault.DatabaseDamage;
import dev.berth.fault.DatabaseUnreachable;
import dev.berth.fault.DiskFull;
import dev.berth.fault.Misconfigured;
import io.quarkus.logging.LoggingFilter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Of a fault of the surroundings one line in the log, and another each minute that it lasts: every
 * loop and every request hits a full disk or a damaged database, each with a stack that says the
 * same, and the log may lie on that disk.
 */
@LoggingFilter(name = "faults")
public final class FaultFilter implements Filter {
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** When each may be told again. */
  private final Map<String, Long> due = new ConcurrentHashMap<>();

  /** The line about a failure, if it is such a fault. */
  public static Optional<String> line(@Nullable Throwable failure) {
    if (DiskFull.isCauseOf(failure)) {
      return Optional.of(DiskFull.ADVICE);
    }
    return Misconfigured.told(failure)
        .or(() ->
            Optional.of(DatabaseDamage.ADVICE).filter(line -> DatabaseDamage.isCauseOf(failure)))
        .or(() ->
            Optional.of(DatabaseClosed.ADVICE).filter(line -> DatabaseClosed.isCauseOf(failure)))
        .or(() ->
            Optional.of(DatabaseUnreachable.ADVICE)
                .filter(line -> DatabaseUnreachable.isCauseOf(failure)));
  }

  /** Some libraries log the words alone. */
  private static Optional<String> line(@Nullable String message) {
    if (DiskFull.isTold(message)) {
      return Optional.of(DiskFull.ADVICE);
    }
    return Optional.of(DatabaseDamage.ADVICE)
        .filter(line -> DatabaseDamage.isTold(message))
        .or(() -> Optional.of(DatabaseClosed.ADVICE).filter(line -> DatabaseClosed.isTold(message)))
        .or(() ->
            Optional.of(DatabaseUnreachable.ADVICE)
                .filter(line -> DatabaseUnreachable.isTold(message)));
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    Optional<String> line = line(record.getThrown()).or(() -> line(record.getMessage()));
    line.ifPresent(text -> {
      record.setThrown(null);
      record.setMessage(text);
    });
    return line.isEmpty() || isDue(line.get());
  }

  private boolean isDue(String line) {
    long now = System.nanoTime();
    boolean[] isNew = {false};
    due.compute(
        line,
        (same, at) -> {
          isNew[0] = at == null || now - at >= 0;
          return isNew[0] ? Long.valueOf(now + EVERY_NANOS) : at;
        });
    return isNew[0];
  }
}
