package dev.berth.reconcile.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** When an app is looked at again though nothing woke it. */
public final class PassDelays {
  /**
   * An app that nothing wakes is looked at all the same, in case something was missed that the
   * periodic comparison with the engine cannot see: a thousand apps are one pass in five seconds.
   */
  private static final Duration SELDOM = Duration.ofHours(1);

  private final RandomGenerator chance;
  private final Backoff backoff;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  public PassDelays(RandomGenerator chance) {
    this.chance = chance;
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), chance);
  }

  /** After a pass that failed. */
  public Duration failed(String app) {
    return backoff.after(failures.merge(app, 1, Integer::sum));
  }

  /** After one that did not: what the pass asks for, if that is sooner. */
  public Duration passed(String app, Optional<Duration> asked) {
    failures.remove(app);
    return asked.filter(delay -> delay.compareTo(SELDOM) < 0).orElseGet(this::seldom);
  }

  /** Spread, so that a thousand apps do not come at once. */
  private Duration seldom() {
    return SELDOM.plusMillis(chance.nextLong(SELDOM.toMillis() / 2));
  }
}
