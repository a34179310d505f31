package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.plan.Restarts;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is remembered of an app from pass to pass; losing it costs only patience. */
final class AppMemory {
  private final ActionBackoff actionBackoff;
  private final DriftTracker driftTracker = new DriftTracker();
  private final TerminationLogs words;
  private final MatchedContainers matchedContainers = new MatchedContainers();
  private volatile Set<String> volumes = Set.of();
  private final RestartMemory restartMemory;
  private volatile Optional<RolloutMonitor.Verdict> verdict = Optional.empty();
  private volatile PassTimeline timeline;
  private volatile Optional<PassRecord> quiet = Optional.empty();

  AppMemory(String app, PassTimeline timeline, ReconcilerDeps deps, TerminationLogs words) {
    this.timeline = timeline;
    this.actionBackoff = new ActionBackoff(deps.chance());
    this.restartMemory = new RestartMemory(app, deps);
    this.words = words;
  }

  /** A pass begins. */
  void begin(PassTimeline pass) {
    timeline = pass;
  }

  /** Of the pass that goes on. */
  PassTimeline timeline() {
    return timeline;
  }

  ActionBackoff failures() {
    return actionBackoff;
  }

  DriftTracker sightings() {
    return driftTracker;
  }

  TerminationLogs words() {
    return words;
  }

  MatchedContainers matched() {
    return matchedContainers;
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

  Optional<RolloutMonitor.Verdict> verdict() {
    return verdict;
  }

  void verdict(Optional<RolloutMonitor.Verdict> found) {
    verdict = found;
  }

  /** Whether the last pass was quiet and of the same; if not, it is forgotten. */
  boolean repeats(PassRecord next) {
    quiet = quiet.filter(next::equals);
    return quiet.isPresent();
  }

  /** Keeps a pass that was quiet. */
  void keep(Optional<PassRecord> pass) {
    quiet = pass;
  }

  Restarts restarts() {
    return restartMemory.restarts();
  }

  /** Takes note of who has died. */
  void observe(List<ContainerView> containers, Optional<Instant> restartedAt, Instant now) {
    restartMemory.observe(containers, restartedAt, now);
  }
}
