package dev.berth.reconcile;

import dev.berth.plan.Restarts;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What is remembered of an app from pass to pass; losing it costs only patience. */
final class AppMemory {
  private final Failures failures;
  private final Sightings sightings = new Sightings();
  private final LastWords words;
  private final Likened likened = new Likened();
  private volatile Set<String> volumes = Set.of();
  private volatile Restarts restarts = Restarts.NONE;
  private volatile Optional<Trials.Verdict> verdict = Optional.empty();

  AppMemory(RandomGenerator chance, LastWords words) {
    this.failures = new Failures(chance);
    this.words = words;
  }

  Failures failures() {
    return failures;
  }

  Sightings sightings() {
    return sightings;
  }

  LastWords words() {
    return words;
  }

  Likened likened() {
    return likened;
  }

  /**
   * Takes note of the volumes that are there.
   *
   * @return those that were there at the look before, and are not any more
   */
  Set<String> volumes(Set<String> there) {
    Set<String> gone = new TreeSet<>(volumes);
    gone.removeAll(there);
    volumes = Set.copyOf(there);
    return gone;
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
