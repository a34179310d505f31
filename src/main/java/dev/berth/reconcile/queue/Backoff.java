package dev.berth.reconcile.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after so many failures in a row: doubling, with up to a fifth more by chance, so
 * that many who failed together do not come back together.
 *
 * @param first after one failure
 * @param longest never more, chance apart
 */
public record Backoff(Duration first, Duration longest, RandomGenerator chance) {
  private static final int MOST_DOUBLINGS = 20;

  public Duration after(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
    Duration plain = first.multipliedBy(1L << doublings);
    Duration capped = plain.compareTo(longest) < 0 ? plain : longest;
    return capped.plusNanos((long) (capped.toNanos() * chance.nextDouble() / 5));
  }
}
