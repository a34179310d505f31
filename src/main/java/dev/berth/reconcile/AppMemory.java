package dev.berth.reconcile;

import dev.berth.plan.Restarts;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is remembered of an app from pass to pass; losing it costs only patience. */
final class AppMemory {
  private final Failures failures;
  private final Sightings sightings = new Sightings();
  private volatile Restarts restarts = Restarts.NONE;
  private volatile Optional<Trials.Verdict> verdict = Optional.empty();

  AppMemory(RandomGenerator chance) {
    this.failures = new Failures(chance);
  }

  Failures failures() {
    return failures;
  }

  Sightings sightings() {
    return sightings;
  }

  Optional<Trials.Verdict> verdict() {
    return verdict;
  }

  void verdict(Optional<Trials.Verdict> found) {
    verdict = found;
  }

  Restarts restarts() {
    return restarts;
  }

  void restarts(Restarts observed) {
    restarts = observed;
  }
}
