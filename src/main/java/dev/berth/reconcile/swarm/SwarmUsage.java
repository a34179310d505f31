package dev.berth.reconcile.swarm;

import dev.berth.engine.SwarmEngine;
import dev.berth.query.UsageReader;
import java.util.List;
import java.util.Set;

/** Tasks that run on the node that Berth speaks to: what those on others use, no manager knows. */
record SwarmUsage(String instance, SwarmEngine swarm, SwarmCache cache)
    implements UsageReader.Running {

  @Override
  public List<UsageReader.Place> of(String app) {
    String node = swarm.info().node();
    return SwarmPlaces.of(instance, app, cache.known()).stream()
        .filter(place -> place.task().isRunning() && place.task().node().equals(node))
        .map(place ->
            new UsageReader.Place(
                place.task().container(), place.name(), place.service(), place.replica()))
        .toList();
  }

  @Override
  public Set<String> apps() {
    return cache.known().apps(instance);
  }
}
