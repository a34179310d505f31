package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans one replica: make it, start it, mend it, and end what stood in its place before. */
final class ReplicaPlan {
  private final Scene scene;
  private final Ground ground;
  private final Slot slot;
  private final Relay relay;
  private final Handovers handovers;
  private final Steps steps;
  private final Service service;

  ReplicaPlan(
      Scene scene, Ground ground, Handovers handovers, Slot slot, Relay relay, Steps steps) {
    this.handovers = handovers;
    this.scene = scene;
    this.ground = ground;
    this.slot = slot;
    this.relay = relay;
    this.steps = steps;
    this.service = slot.blueprint().service();
  }

  void plan() {
    Optional<String> loss =
        slot.keeper().flatMap(keeper -> Revival.loss(slot.blueprint(), ground, keeper));
    if (slot.keeper().isPresent() && loss.isPresent()) {
      Ending.remove(scene.desired(), slot.keeper().get(), loss.get(), Set.of(), steps);
    } else if (slot.keeper().isPresent()) {
      keep(slot.keeper().get());
    } else if (slot.blueprint().obstacle().isPresent()) {
      await(Waiting.Kind.DEPENDENCY, slot.blueprint().obstacle().get(), Optional.empty());
    } else if (slot.blueprint().isMakeable()) {
      make();
    }
  }

  private void make() {
    if (handovers.isNameHeld(service, scene.seen().containers())) {
      String own = service.networking().containerName().orElse("");
      await(Waiting.Kind.PREDECESSOR, "the name " + own + " is still held", Optional.empty());
      return;
    }
    String name = EngineNames.container(slot.blueprint(), taken());
    Set<Integer> made = making().make(name, creationCause());
    Dependencies dependencies = dependencies(true);
    if ((startsBeside() || predecessorsGone(made)) && mayStart(dependencies)) {
      start(name, "created", dependencies, made);
    }
  }

  private Making making() {
    return new Making(scene, ground, slot.blueprint(), steps);
  }

  private List<String> taken() {
    return scene.seen().containers().stream().map(ContainerView::name).toList();
  }

  private String creationCause() {
    return slot.others().stream().findFirst().map(slot::cause).orElse("no container");
  }

  private void keep(ContainerView keeper) {
    ContainerView.State state = keeper.life().state();
    if (state == ContainerView.State.RUNNING) {
      mend(keeper);
      relieve(keeper);
    } else if (startsBeside() || predecessorsGone(Set.of())) {
      revive(keeper, state);
    }
  }

  /** Whether the new container comes up while the old one is still at work. */
  private boolean startsBeside() {
    return mayOverlap() && relay.mayStartBeside();
  }

  /** Not where another service waits for what the old one holds. */
  private boolean mayOverlap() {
    return relay.overlaps()
        && slot.hasLivingPredecessor()
        && slot.others().stream().noneMatch(handovers::isAwaited);
  }

  /** Ends the predecessors of a container that runs, once it does their work. */
  private void relieve(ContainerView keeper) {
    if (Readiness.isReady(keeper)) {
      slot.others()
          .forEach(
              other -> Ending.remove(scene.desired(), other, slot.cause(other), Set.of(), steps));
    } else if (mayOverlap()) {
      await(Waiting.Kind.ROLLOUT, keeper.name() + " has to be ready first", Optional.empty());
    } else {
      predecessorsGone(Set.of());
    }
  }

  /** Small repairs that a running container survives, or else its end, from which it comes back. */
  private void mend(ContainerView keeper) {
    if (slot.blueprint().renewal().isAsked(keeper)) {
      restart(keeper);
      return;
    }
    Optional<String> cause = slot.endCause(keeper, scene.restarts());
    if (cause.isPresent()) {
      steps.add(new Action.StopContainer(keeper, service.process().grace(), cause.get()));
      return;
    }
    new Mending(scene, slot.blueprint(), ground, keeper, handovers, steps).plan(taken());
  }

  /** Replica by replica, as far as others may be out of work. */
  private void restart(ContainerView keeper) {
    if (!Readiness.isReady(keeper) || relay.mayTakeDown()) {
      steps.add(new Action.StopContainer(keeper, service.process().grace(), "restart requested"));
    } else {
      await(Waiting.Kind.ROLLOUT, "another replica is not ready yet", Optional.empty());
    }
  }

  private void revive(ContainerView keeper, ContainerView.State state) {
    switch (state) {
      case CREATED -> {
        // Not while it has to wait: nobody can see whether its files are there already.
        Dependencies dependencies = dependencies(true);
        if (mayStart(dependencies)) {
          boolean isLost = Revival.isStillborn(slot.blueprint(), keeper, scene.now());
          start(
              keeper.name(),
              "created",
              dependencies,
              isLost ? making().anew(keeper) : making().complete(keeper));
        }
      }
      case EXITED -> {
        boolean isNew = slot.blueprint().renewal().cause(keeper).isPresent();
        Dependencies dependencies = dependencies(isNew);
        new Revival(scene, slot.blueprint(), keeper)
            .cause(steps)
            .filter(cause -> mayStart(dependencies))
            .ifPresent(cause -> start(keeper.name(), cause, dependencies, Set.of()));
      }
      case PAUSED ->
          steps.add(new Action.StopContainer(keeper, service.process().grace(), "paused"));
      case STOPPING ->
          await(
              Waiting.Kind.PREDECESSOR,
              keeper.name() + " has to end before it starts again",
              Optional.empty());
      case RUNNING, RESTARTING, REMOVING, DEAD -> {}
    }
  }

  private Dependencies dependencies(boolean isNew) {
    return new Dependencies(scene, service, isNew);
  }

  /** Whether all that it depends on is as it has to be, and all that it claims is free. */
  private boolean mayStart(Dependencies dependencies) {
    Optional<String> unmet = dependencies.unmet();
    unmet.ifPresent(what -> await(Waiting.Kind.DEPENDENCY, what, Optional.empty()));
    Optional<String> held = handovers.obstacle(slot.blueprint());
    held.ifPresent(what -> await(Waiting.Kind.PREDECESSOR, what, Optional.empty()));
    return unmet.isEmpty() && held.isEmpty();
  }

  private void start(
      String container, String cause, Dependencies dependencies, Set<Integer> after) {
    steps.add(
        new Action.StartContainer(container, service.name(), dependencies.forgone(), cause), after);
  }

  /**
   * Ends the predecessors as far as it may be, once their successor is there; true when nothing of
   * them is alive any more.
   */
  private boolean predecessorsGone(Set<Integer> after) {
    boolean gone = true;
    boolean mayTakeDown = !slot.isAtWork() || relay.mayTakeDown();
    for (ContainerView other : slot.others()) {
      gone &= !other.life().state().isAlive();
      if (!mayTakeDown && Readiness.isReady(other) && !handovers.isAwaited(other)) {
        await(Waiting.Kind.ROLLOUT, "another replica is not ready yet", Optional.empty());
      } else {
        Ending.remove(scene.desired(), other, slot.cause(other), after, steps);
      }
    }
    if (!gone) {
      await(Waiting.Kind.PREDECESSOR, "its predecessor has to end first", Optional.empty());
    }
    return gone;
  }

  private void await(Waiting.Kind kind, String message, Optional<Instant> until) {
    steps.await(new Waiting(service.name(), kind, message, until));
  }
}
