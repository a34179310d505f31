package dev.berth.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses. Tokens are 256 random bits, which nobody guesses at any speed; this keeps
 * weaker passwords of other issuers, the log and the processor out of reach. Good tokens never
 * wait, so nobody can lock out others who share an address.
 */
public final class LoginThrottle {
  /** Mistakes without a wait: somebody pastes the wrong thing. */
  private static final int FREE = 5;

  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** After this long without a mistake an address begins anew. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  /** Addresses remembered; the longest unseen goes first. */
  private static final int MOST_ADDRESSES = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Mistakes> byAddress = new LinkedHashMap<>(16, 0.75f, true);

  private record Mistakes(int count, long last) {}

  /** By a clock that nobody sets: one set back would never forget. */
  public LoginThrottle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Notes a mistake, and says how long its answer has to wait. */
  synchronized Duration failed(String address) {
    long now = nanos.getAsLong();
    Mistakes before = byAddress.getOrDefault(address, new Mistakes(0, now));
    boolean forgotten = now - before.last() > MEMORY.toNanos();
    int count = forgotten ? 1 : before.count() + 1;
    byAddress.put(address, new Mistakes(count, now));
    if (byAddress.size() > MOST_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    return wait(count);
  }

  private static Duration wait(int count) {
    if (count <= FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(count - FREE - 1, 10);
    Duration wait = STEP.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
