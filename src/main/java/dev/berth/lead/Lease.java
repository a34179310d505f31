package dev.berth.lead;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long a leader may act after the database last answered that it is the leader. Measured on
 * the monotonic clock, from before the question was sent: it goes on while a process is stopped. It
 * may stand still while a machine is, so the clock on the wall is asked as well: where that is
 * ahead, nothing is valid until the next answer.
 */
final class Lease {
  private static final long MOST_AHEAD_MILLIS = 1000;
  private static final long NANOS_A_MILLI = 1_000_000;

  private final long length;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private volatile Term term = Term.NONE;

  /** Since when, by both clocks. */
  record Term(long nanos, long millis, boolean isOpen) {
    static final Term NONE = new Term(0, 0, false);
  }

  Lease(Duration length, LongSupplier nanos, LongSupplier millis) {
    this.length = length.toNanos();
    this.nanos = nanos;
    this.millis = millis;
  }

  /** Now, to be kept while the database is asked. */
  Term now() {
    return new Term(nanos.getAsLong(), millis.getAsLong(), true);
  }

  /** The database said yes to a question that was sent then. */
  void extend(Term sent) {
    term = sent;
  }

  /** Not valid any more, whatever the time is. */
  void end() {
    term = Term.NONE;
  }

  boolean isValid() {
    return left() > 0;
  }

  /** In nanoseconds; 0 where it is over. */
  long left() {
    Term since = term;
    if (!since.isOpen()) {
      return 0;
    }
    long passed = nanos.getAsLong() - since.nanos();
    long onTheWall = millis.getAsLong() - since.millis();
    return onTheWall - passed / NANOS_A_MILLI > MOST_AHEAD_MILLIS
        ? 0
        : Math.max(0, length - passed);
  }
}
