package dev.berth.reconcile;

import dev.berth.reconcile.queue.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** When an app is looked at again though nothing wakes it. */
final class PassDelays {
  /**
   * In case something was missed that the periodic comparison with the engine cannot see: a
   * thousand apps are one pass in five seconds.
   */
  private static final Duration SELDOM = Duration.ofHours(1);

  private final RandomGenerator chance;
  private final Backoff backoff;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  PassDelays(RandomGenerator chance) {
    this.chance = chance;
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), chance);
  }

  /** After a pass that asked for another one after so long, or for none. */
  Duration afterPass(String app, Optional<Duration> asked) {
    failures.remove(app);
    return asked.filter(delay -> delay.compareTo(SELDOM) < 0).orElseGet(this::seldom);
  }

  /** Spread, so that a thousand apps do not come at once. */
  private Duration seldom() {
    return SELDOM.plusMillis(chance.nextLong(SELDOM.toMillis() / 2));
  }

  /** After a pass that broke off. */
  Duration afterFailure(String app) {
    return backoff.after(failures.merge(app, 1, Integer::sum));
  }
}
