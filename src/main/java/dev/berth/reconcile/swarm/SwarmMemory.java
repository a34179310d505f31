package dev.berth.reconcile.swarm;

import dev.berth.plan.Drift;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.pass.ActionBackoff;
import dev.berth.reconcile.pass.RolloutMonitor;
import dev.berth.status.DriftReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What passes over one app on a Swarm remember. Used by one pass at a time. */
final class SwarmMemory {
  /** Fingerprints of the tasks that the Swarm was told to make last, for one generation. */
  final Map<String, String> tried = new HashMap<>();

  /** Failed tasks that were told. */
  final Set<String> told = new HashSet<>();

  final ActionBackoff failures;

  /** Nothing before is told. */
  final Instant begun;

  private Optional<RolloutMonitor.Verdict> verdict = Optional.empty();
  private long generation;
  private long settled;
  private volatile List<DriftReport> drifts = List.of();

  SwarmMemory(ActionBackoff failures, Instant begun) {
    this.failures = failures;
    this.begun = begun;
  }

  /** Of an app that no pass was made over. */
  static SwarmMemory none(ReconcilerDeps deps) {
    return new SwarmMemory(new ActionBackoff(deps.chance()), deps.clock().instant());
  }

  /** A pass over a generation begins: of another one everything may be tried again. */
  void begin(long current, Instant now) {
    failures.begin(current, now);
    if (generation != current) {
      generation = current;
      tried.clear();
    }
  }

  Optional<RolloutMonitor.Verdict> verdict() {
    return verdict;
  }

  void verdict(Optional<RolloutMonitor.Verdict> judged) {
    verdict = judged;
  }

  /** Everything of a generation was as declared: what differs later is drift. */
  void settle(long generation) {
    settled = generation;
  }

  boolean isSettled(long generation) {
    return settled == generation;
  }

  List<DriftReport> drifts() {
    return drifts;
  }

  /** What differs now; answers what of it is new. */
  List<DriftReport> drifted(Map<String, List<Drift>> found, Instant now) {
    List<DriftReport> all =
        found.entrySet().stream()
            .flatMap(service ->
                service.getValue().stream().map(drift -> report(service.getKey(), drift, now)))
            .toList();
    List<DriftReport> news = all.stream().filter(one -> !drifts.contains(one)).toList();
    drifts = all;
    return news;
  }

  private DriftReport report(String service, Drift drift, Instant now) {
    Optional<DriftReport> known =
        drifts.stream()
            .filter(one -> one.service().equals(Optional.of(service)))
            .filter(one -> one.path().equals(drift.path()) && one.have().equals(drift.have()))
            .findFirst();
    return known.orElseGet(() ->
        new DriftReport(
            Optional.of(service),
            Optional.empty(),
            drift.path(),
            drift.want(),
            drift.have(),
            now,
            Optional.empty(),
            "update"));
  }
}
