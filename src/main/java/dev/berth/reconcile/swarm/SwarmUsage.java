package dev.berth.reconcile.swarm;

import dev.berth.engine.ContainerUsage;
import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.port.AppUsage;
import dev.berth.port.EngineInventory;
import dev.berth.query.UsageHistory;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** What tasks use, as far as they are on the node that Berth speaks to. */
final class SwarmUsage implements AppUsage {
  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final SwarmCache cache;
  private final Map<String, ContainerUsage> last = new ConcurrentHashMap<>();

  SwarmUsage(ReconcilerDeps deps, SwarmEngine swarm, SwarmCache cache) {
    this.deps = deps;
    this.swarm = swarm;
    this.cache = cache;
  }

  @Override
  public List<Usage> of(String app) {
    try {
      String node = swarm.info().node();
      return SwarmPlaces.of(deps.state().instance(), app, cache.known()).stream()
          .filter(place -> place.task().isRunning() && place.task().node().equals(node))
          .flatMap(place -> usage(place).stream())
          .toList();
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  private Optional<Usage> usage(SwarmPlaces.Place place) {
    String id = place.task().container();
    return deps.engine()
        .usage(id)
        .map(used -> {
          Optional<ContainerUsage> before = Optional.ofNullable(last.put(id, used));
          OptionalDouble cpus =
              before.map(one -> UsageHistory.cpus(one, used)).orElse(OptionalDouble.empty());
          return new Usage(
              id,
              place.name(),
              place.service(),
              place.replica(),
              deps.clock().instant(),
              cpus,
              used.memoryBytes(),
              used.memoryLimitBytes(),
              used.receivedBytes(),
              used.sentBytes(),
              used.readBytes(),
              used.writtenBytes(),
              used.processes());
        });
  }

  @Override
  public List<Usage> measured(List<String> apps) throws InterruptedException {
    return apps.stream().flatMap(app -> of(app).stream()).toList();
  }

  /** Nothing is kept. */
  @Override
  public List<Point> history(String containerId, Instant since) {
    return List.of();
  }

  @Override
  public void sample() {}
}
