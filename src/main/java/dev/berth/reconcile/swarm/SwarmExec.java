package dev.berth.reconcile.swarm;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.port.ContainerExec;
import dev.berth.port.EngineInventory;
import dev.berth.query.ExecReader;
import dev.berth.reconcile.deps.NodeEngines.Door;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.ExecCommand;
import java.util.List;
import java.util.Optional;

/** Commands in tasks, on the engines of their nodes: no manager hands them on. */
record SwarmExec(ReconcilerDeps deps, SwarmCache cache, TaskEngines engines)
    implements ContainerExec {
  private static final String FAR = "NodeNotRegistered";

  @Override
  public List<Place> places(String app) {
    return SwarmPlaces.of(deps.state().instance(), app, cache.known()).stream()
        .filter(place -> !place.task().container().isEmpty())
        .map(SwarmExec::place)
        .toList();
  }

  private static Place place(SwarmPlaces.Place place) {
    return new Place(
        place.app(),
        place.service(),
        place.replica(),
        place.task().container(),
        place.name(),
        place.task().state(),
        place.task().createdAt(),
        Optional.of(place.task().since()));
  }

  @Override
  public Running begin(Place place, ExecCommand command, Follower follower) {
    try {
      ContainerEngine engine = engine(place);
      return new ExecReader(engine, deps.state().instance())
          .begin(timed(place, engine), command, follower);
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  private ContainerEngine engine(Place place) {
    SwarmTask task =
        cache.known().tasks().stream()
            .filter(one -> one.container().equals(place.id()))
            .findFirst()
            .orElseThrow(() -> refused(place.name() + " is gone"));
    return switch (engines.doors().apply(task)) {
      case Door.Open open -> open.engine();
      case Door.Shut shut ->
          throw new EngineInventory.Unavailable(shut.trouble(), new IllegalStateException());
      case Door.Missing missing ->
          throw refused(
              FAR
                  + ": "
                  + place.name()
                  + " runs elsewhere: "
                  + missing.trouble()
                  + "; or use docker exec there");
    };
  }

  private static Refused refused(String why) {
    return new Refused(why, new IllegalStateException(why));
  }

  /** Its engine knows better than the manager since when a container runs. */
  private static Place timed(Place place, ContainerEngine engine) {
    return new Place(
        place.app(),
        place.service(),
        place.replica(),
        place.id(),
        place.name(),
        place.state(),
        place.createdAt(),
        engine
            .container(place.id())
            .map(seen -> seen.life().startedAt())
            .orElse(place.startedAt()));
  }
}
