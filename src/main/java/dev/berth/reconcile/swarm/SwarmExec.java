package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.port.ContainerExec;
import dev.berth.port.EngineInventory;
import dev.berth.query.ExecReader;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.ExecCommand;
import java.util.List;
import java.util.Optional;

/**
 * Commands in tasks, as far as they are on the node that Berth speaks to: no manager hands them on.
 */
record SwarmExec(ReconcilerDeps deps, SwarmEngine swarm, SwarmCache cache)
    implements ContainerExec {
  private static final String FAR = "NodeNotRegistered";

  @Override
  public List<Place> places(String app) {
    try {
      return SwarmPlaces.of(deps.state().instance(), app, cache.known()).stream()
          .filter(place -> !place.task().container().isEmpty())
          .map(this::place)
          .toList();
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  private Place place(SwarmPlaces.Place place) {
    Optional<ContainerView> here =
        swarm.info().node().equals(place.task().node())
            ? deps.engine().container(place.task().container())
            : Optional.empty();
    return new Place(
        place.app(),
        place.service(),
        place.replica(),
        place.task().container(),
        place.name(),
        place.task().state(),
        place.task().createdAt(),
        here.map(seen -> seen.life().startedAt())
            .orElseGet(() -> Optional.of(place.task().since())));
  }

  @Override
  public Running begin(Place place, ExecCommand command, Follower follower) {
    Optional<String> far =
        SwarmPlaces.of(deps.state().instance(), place.app(), cache.known()).stream()
            .filter(one -> one.task().container().equals(place.id()))
            .map(one -> one.task().node())
            .filter(node -> !node.equals(swarm.info().node()))
            .findFirst();
    if (far.isPresent()) {
      String host = cache.known().node(far.get()).map(SwarmNode::host).orElse(far.get());
      throw new Refused(
          FAR
              + ": "
              + place.name()
              + " runs on node "
              + host
              + ", and Berth speaks to another one; use docker exec there",
          new IllegalStateException(host));
    }
    return new ExecReader(deps.engine(), deps.state().instance()).begin(place, command, follower);
  }
}
