package dev.berth.boot;

import dev.berth.spec.DiskFull;
import io.quarkus.logging.LoggingFilter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Of a full disk one line in the log, and another each minute that it lasts: every loop and every
 * request hits it, each with a stack that says the same, and the log may lie on that disk.
 */
@LoggingFilter(name = "full-disk")
public final class FullDiskFilter implements Filter {
  private static final long EVERY_NANOS = 60_000_000_000L;

  private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

  @Override
  public boolean isLoggable(LogRecord record) {
    if (!DiskFull.isCauseOf(record.getThrown()) && !DiskFull.isTold(record.getMessage())) {
      return true;
    }
    long now = System.nanoTime();
    long due = next.get();
    if ((due != Long.MIN_VALUE && now - due < 0) || !next.compareAndSet(due, now + EVERY_NANOS)) {
      return false;
    }
    record.setThrown(null);
    record.setMessage(DiskFull.ADVICE);
    return true;
  }
}
