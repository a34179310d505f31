package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.port.AppUsage;
import dev.berth.port.ContainerExec;
import dev.berth.port.LogLine;
import dev.berth.query.UsageReader;
import dev.berth.reconcile.deps.LoopInventory;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people may look at on a Swarm. */
final class SwarmInventory implements LoopInventory {
  private final ReconcilerDeps deps;
  private final SwarmCache cache;
  private final TaskEngines engines;

  SwarmInventory(ReconcilerDeps deps, SwarmCache cache, TaskEngines engines) {
    this.deps = deps;
    this.cache = cache;
    this.engines = engines;
  }

  @Override
  public AppUsage usage() {
    return new UsageReader(new SwarmUsage(deps.state().instance(), cache, engines), deps.clock());
  }

  @Override
  public ContainerExec exec() {
    return new SwarmExec(deps, cache, engines);
  }

  /** Tasks; what is nobody's on the nodes, no manager knows. */
  @Override
  public List<ContainerReport> containers(boolean unmanaged) {
    String instance = deps.state().instance();
    return cache.known().apps(instance).stream()
        .flatMap(app -> SwarmPlaces.of(instance, app, cache.known()).stream())
        .map(SwarmInventory::report)
        .toList();
  }

  private static ContainerReport report(SwarmPlaces.Place place) {
    return new ContainerReport(
        place.task().container().isEmpty() ? place.task().id() : place.task().container(),
        place.name(),
        Optional.of(place.app()),
        Optional.of(place.service()),
        SpecTree.text(place.of().spec(), "TaskTemplate", "ContainerSpec", "Image"),
        place.task().state(),
        "none",
        place.task().ports().stream().map(port -> "0.0.0.0:" + port).toList(),
        place.task().createdAt());
  }

  @Override
  public List<ContainerReport> heard() {
    return containers(false);
  }

  /** They are the nodes' affair. */
  @Override
  public List<ImageReport> images() {
    return List.of();
  }

  @Override
  public SystemReport system() {
    SortedMap<String, Integer> phases = new TreeMap<>();
    return new SystemReport(
        deps.state().instance(),
        Optional.empty(),
        deps.state().all().size(),
        containers(false).size(),
        List.of(),
        phases,
        List.of(),
        List.of());
  }

  @Override
  public AutoCloseable logs(String app, LogQuery query, LogSink sink) {
    try {
      return new SwarmLogs(deps, engines.swarm(), cache, app).follow(query, sink);
    } catch (EngineException e) {
      throw new Unavailable(e.getMessage(), e);
    }
  }

  @Override
  public List<LogLine> logs(String app, LogPart part) {
    try {
      return new SwarmLogs(deps, engines.swarm(), cache, app).read(part);
    } catch (EngineException e) {
      throw new Unavailable(e.getMessage(), e);
    }
  }
}
