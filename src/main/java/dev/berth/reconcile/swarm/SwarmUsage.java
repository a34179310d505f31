package dev.berth.reconcile.swarm;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.ContainerUsage;
import dev.berth.engine.EngineException;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.query.UsageReader;
import dev.berth.reconcile.deps.NodeEngines.Door;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What tasks use that run where Berth reaches the engine: of others no manager knows it. */
record SwarmUsage(String instance, SwarmCache cache, TaskEngines engines)
    implements UsageReader.Running {
  private static final Logger LOG = System.getLogger(SwarmUsage.class.getName());

  @Override
  public List<UsageReader.Place> of(String app) {
    Function<SwarmTask, Door> doors = engines.doors();
    return SwarmPlaces.of(instance, app, cache.known()).stream()
        .filter(place -> place.task().isRunning())
        .flatMap(place ->
            doors.apply(place.task()) instanceof Door.Open open
                ? Stream.of(measured(place, open.engine()))
                : Stream.empty())
        .toList();
  }

  private static UsageReader.Place measured(SwarmPlaces.Place place, ContainerEngine engine) {
    String container = place.task().container();
    return new UsageReader.Place(
        container, place.name(), place.service(), place.replica(), () -> usage(engine, container));
  }

  /** One node that is lost does not hide the others. */
  private static Optional<ContainerUsage> usage(ContainerEngine engine, String container) {
    try {
      return engine.usage(container);
    } catch (EngineException e) {
      LOG.log(Level.DEBUG, "container={0} is not measured: {1}", container, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Set<String> apps() {
    return cache.known().apps(instance);
  }
}
