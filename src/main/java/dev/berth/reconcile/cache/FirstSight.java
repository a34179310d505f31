package dev.berth.reconcile.cache;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The first answer of the engine, or its first silence. Who asks while Berth starts waits for it,
 * and is not told of an engine out of reach that would be in reach a moment later.
 */
final class FirstSight {
  /** A start sees the engine within a second; one that is slower is as good as out of reach. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final CountDownLatch sight = new CountDownLatch(1);

  void came() {
    sight.countDown();
  }

  /** At once after the first time; ten seconds at most. */
  void await() {
    try {
      boolean unused = sight.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
