package dev.berth.reconcile.pass;

import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.plan.DriftDetector;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Learns of each look what has drifted or is lost, and writes down what is new. */
record DriftSurvey(
    String instance,
    EngineCache cache,
    InstantSource clock,
    EventRecorder eventRecorder,
    RequestedRepairs repairs) {

  /** One to which nothing was told yet; {@code wake} marks an app of which something is asked. */
  static DriftSurvey of(
      String instance,
      EngineCache cache,
      InstantSource clock,
      EventRecorder eventRecorder,
      Consumer<String> wake) {
    return new DriftSurvey(instance, cache, clock, eventRecorder, new RequestedRepairs(wake));
  }

  /** What of the app is not as declared. */
  List<DriftDetector.Finding> learn(DesiredApp desired, Snapshot seen, AppMemory memory) {
    List<DriftDetector.Finding> findings = DriftDetector.of(instance, desired, seen);
    repairs.found(desired.name(), findings);
    eventRecorder.recordLost(desired, memory.volumes(names(seen.volumes())));
    Instant now = clock.instant();
    memory
        .sightings()
        .update(findings, id -> cache.lastTouch(desired.name(), id), now)
        .forEach(drift -> eventRecorder.record(desired, drift));
    return findings;
  }

  private static Set<String> names(List<VolumeView> volumes) {
    return volumes.stream().map(VolumeView::name).collect(Collectors.toSet());
  }
}
