package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Dependency;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.Shared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans one replica: make it, start it, mend it, and end what stood in its place before. */
final class ReplicaPlan {
  /** Errors of a start that a new container would only meet again. */
  private static final List<String> PASSING =
      List.of("port is already allocated", "address already in use");

  private final Scene scene;
  private final Ground ground;
  private final Slot slot;
  private final Relay relay;
  private final Steps steps;
  private final Service service;

  ReplicaPlan(Scene scene, Ground ground, Slot slot, Relay relay, Steps steps) {
    this.scene = scene;
    this.ground = ground;
    this.slot = slot;
    this.relay = relay;
    this.steps = steps;
    this.service = slot.blueprint().service();
  }

  void plan() {
    Optional<String> loss = slot.keeper().flatMap(this::loss);
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
    String name = EngineNames.container(slot.blueprint(), taken());
    Set<Integer> made = making().make(name, creationCause());
    if (startsBeside() || predecessorsGone(made)) {
      start(name, "created", made);
    }
  }

  private Making making() {
    return new Making(scene.desired().app(), ground, slot.blueprint(), steps);
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
    return relay.overlaps() && slot.hasLivingPredecessor() && relay.mayStartBeside();
  }

  /** Ends the predecessors of a container that runs, once it does their work. */
  private void relieve(ContainerView keeper) {
    if (Readiness.isReady(keeper)) {
      slot.others()
          .forEach(
              other -> Ending.remove(scene.desired(), other, slot.cause(other), Set.of(), steps));
    } else if (relay.overlaps() && slot.hasLivingPredecessor()) {
      await(Waiting.Kind.ROLLOUT, keeper.name() + " has to be ready first", Optional.empty());
    } else {
      predecessorsGone(Set.of());
    }
  }

  /** Small repairs that a running container survives. */
  private void mend(ContainerView keeper) {
    if (wantsRestart(keeper)) {
      steps.add(new Action.StopContainer(keeper, service.process().grace(), "restart requested"));
      return;
    }
    if (isLeftBehind(keeper)) {
      steps.add(
          new Action.StopContainer(
              keeper, service.process().grace(), "what it shares has started anew"));
      return;
    }
    if (isHung(keeper)) {
      steps.add(
          new Action.StopContainer(
              keeper,
              service.process().grace(),
              "unhealthy: " + keeper.life().lastHealthOutput().strip()));
      return;
    }
    new Mending(slot.blueprint(), ground, keeper, steps).plan(taken());
    RestartPolicy policy = enginePolicy(keeper);
    if (keeper.restart().mode() != policy.mode()) {
      steps.add(new Action.UpdateRestart(keeper, policy, policyCause(policy)));
    }
  }

  /** Whether it lives in a namespace whose owner has got a new one since. */
  private boolean isLeftBehind(ContainerView keeper) {
    return keeper.life().startedAt().isPresent()
        && slot.blueprint()
            .sharedSince()
            .filter(since -> keeper.life().startedAt().get().isBefore(since))
            .isPresent();
  }

  /** Whether it fails its check and a restart may help: then its end counts as a death. */
  private boolean isHung(ContainerView keeper) {
    return keeper.life().health() == ContainerView.Health.UNHEALTHY
        && service.onUnhealthy() == Service.OnUnhealthy.RESTART
        && service.restart().restarts(1, scene.restarts().count(keeper));
  }

  /** In a crash loop Berth keeps the time between restarts, so the engine must not. */
  private RestartPolicy enginePolicy(ContainerView keeper) {
    return scene.restarts().isLooping(keeper, scene.now())
        ? RestartPolicy.NEVER
        : Blueprints.enginePolicy(service);
  }

  private static String policyCause(RestartPolicy policy) {
    return policy.mode() == RestartPolicy.Mode.NO ? "crash loop" : "as declared";
  }

  private boolean wantsRestart(ContainerView keeper) {
    return scene.desired().restartedAt().isPresent()
        && keeper.life().startedAt().isPresent()
        && keeper.life().startedAt().get().isBefore(scene.desired().restartedAt().get());
  }

  private void revive(ContainerView keeper, ContainerView.State state) {
    switch (state) {
      case CREATED -> start(keeper.name(), "created", making().complete(keeper));
      case EXITED -> reviveDead(keeper);
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

  private void reviveDead(ContainerView keeper) {
    int exitCode = keeper.life().exitCode().orElse(0);
    int deaths = scene.restarts().count(keeper);
    if (wantsRestart(keeper)) {
      start(keeper.name(), "restart requested", Set.of());
    } else if (Readiness.isCompleted(service, keeper)) {
      return;
    } else if (!service.restart().restarts(exitCode, deaths - 1)) {
      await(
          Waiting.Kind.FAILED,
          keeper.name() + " " + exit(keeper) + ", and its restart policy leaves it so",
          Optional.empty());
    } else if (scene.restarts().notBefore(keeper).isAfter(scene.now())) {
      Instant next = scene.restarts().notBefore(keeper);
      await(
          Waiting.Kind.BACK_OFF,
          keeper.name()
              + " "
              + exit(keeper)
              + ", "
              + deaths
              + " times in a row; next try at "
              + next,
          Optional.of(next));
    } else {
      start(keeper.name(), exit(keeper), Set.of());
    }
  }

  private static String exit(ContainerView container) {
    String oom = container.life().oomKilled() ? " (out of memory)" : "";
    return "exited " + container.life().exitCode().orElse(0) + oom;
  }

  private List<Dependency> dependencies() {
    List<Dependency> all = new ArrayList<>(service.dependencies());
    Shared.services(service).stream()
        .map(shared -> new Dependency(shared.service(), Dependency.Condition.STARTED, true))
        .forEach(all::add);
    return all;
  }

  private void start(String container, String cause, Set<Integer> after) {
    for (Dependency dependency : dependencies()) {
      Service other = scene.desired().app().services().get(dependency.service());
      Optional<String> unmet =
          other == null ? Optional.empty() : Readiness.unmet(dependency, other, scene.seen());
      if (unmet.isPresent()) {
        await(Waiting.Kind.DEPENDENCY, unmet.get(), Optional.empty());
        return;
      }
    }
    steps.add(new Action.StartContainer(container, service.name(), cause), after);
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
      if (!mayTakeDown && Readiness.isReady(other)) {
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

  /**
   * Why a dead container can never start again, or empty if it can.
   *
   * <p>Engines look for the very network it was on, not for one of the same name. And an engine
   * that is stopped in the middle of a start may leave a container behind that it refuses to start
   * ever after ("task … already exists"). Both seen on Engine 20.10.
   */
  private Optional<String> loss(ContainerView keeper) {
    if (keeper.life().state() != ContainerView.State.EXITED) {
      return Optional.empty();
    }
    if (!isConnected(keeper)) {
      return Optional.of("its network is gone");
    }
    String error = keeper.life().error();
    return Optional.of("it cannot start any more: " + error)
        .filter(cause -> !error.isEmpty() && PASSING.stream().noneMatch(error::contains));
  }

  private boolean isConnected(ContainerView keeper) {
    return slot.blueprint().settings().network().endpoints().stream()
        .allMatch(endpoint ->
            Optional.ofNullable(ground.networks().get(endpoint.network()))
                .filter(network -> keeper.networks().containsKey(network.id()))
                .isPresent());
  }

  private void await(Waiting.Kind kind, String message, Optional<Instant> until) {
    steps.await(new Waiting(service.name(), kind, message, until));
  }
}
