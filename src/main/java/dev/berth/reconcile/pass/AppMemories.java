package dev.berth.reconcile.pass;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Restarts;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.probe.Probe;
import dev.berth.status.DriftReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of each app that has had a pass. */
final class AppMemories {
  private final Map<String, AppMemory> memories = new ConcurrentHashMap<>();
  private final ReconcilerDeps deps;
  private final Probe probe;

  AppMemories(ReconcilerDeps deps, Probe probe) {
    this.deps = deps;
    this.probe = probe;
  }

  /** For a pass that begins. */
  AppMemory begin(String app, PassTimeline timeline) {
    AppMemory memory =
        memories.computeIfAbsent(
            app,
            name ->
                new AppMemory(name, timeline, deps, new TerminationLogs(probe, deps.threads())));
    memory.begin(timeline);
    return memory;
  }

  void forget(String app) {
    memories.remove(app);
  }

  private Optional<AppMemory> find(String app) {
    return Optional.ofNullable(memories.get(app));
  }

  /** By the clock on the wall, as all that is planned and told. */
  Restarts restarts(String app) {
    return find(app).map(this::restarts).orElse(Restarts.NONE);
  }

  Restarts restarts(AppMemory memory) {
    return memory.restarts().by(deps.clocks().ahead());
  }

  List<DriftReport> drift(String app) {
    return find(app).map(memory -> memory.sightings().all()).orElse(List.of());
  }

  Snapshot matched(String app, Snapshot seen) {
    return find(app).map(memory -> memory.matched().overlay(seen)).orElse(seen);
  }
}
