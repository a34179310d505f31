package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Dependency;
import dev.berth.spec.RestartPolicy;
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
  private final boolean othersReady;
  private final Steps steps;
  private final Service service;

  ReplicaPlan(Scene scene, Ground ground, Slot slot, boolean othersReady, Steps steps) {
    this.scene = scene;
    this.ground = ground;
    this.slot = slot;
    this.othersReady = othersReady;
    this.steps = steps;
    this.service = slot.blueprint().service();
  }

  void plan() {
    if (slot.keeper().isPresent() && isCutOff(slot.keeper().get())) {
      Ending.remove(scene.desired(), slot.keeper().get(), "its network is gone", steps);
    } else if (slot.keeper().isPresent()) {
      keep(slot.keeper().get());
    } else if (slot.blueprint().hasImage()) {
      make();
    }
  }

  private void make() {
    String name = EngineNames.container(scene.desired().name(), slot.blueprint(), taken());
    int creation =
        steps.add(
            new Action.CreateContainer(slot.blueprint().named(name), creationCause()),
            ground.steps());
    if (predecessorsGone()) {
      start(name, "created", Set.of(creation));
    }
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
      predecessorsGone();
    } else if (predecessorsGone()) {
      revive(keeper, state);
    }
  }

  /** Small repairs that a running container survives. */
  private void mend(ContainerView keeper) {
    if (wantsRestart(keeper)) {
      steps.add(new Action.StopContainer(keeper, service.process().grace(), "restart requested"));
      return;
    }
    if (!isConnected(keeper)) {
      steps.add(
          new Action.Connect(
              ground.networkName(), keeper.name(), List.of(service.name()), "not connected"),
          ground.steps());
    }
    RestartPolicy policy = enginePolicy(keeper);
    if (keeper.restart().mode() != policy.mode()) {
      steps.add(new Action.UpdateRestart(keeper, policy, policyCause(policy)));
    }
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
      case CREATED -> start(keeper.name(), "created", Set.of());
      case EXITED -> reviveDead(keeper);
      case PAUSED ->
          steps.add(new Action.StopContainer(keeper, service.process().grace(), "paused"));
      case RUNNING, RESTARTING, STOPPING, REMOVING, DEAD -> {}
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

  private void start(String container, String cause, Set<Integer> after) {
    for (Dependency dependency : service.dependencies()) {
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

  /** Ends the predecessors as far as it may be; true when nothing of them is alive any more. */
  private boolean predecessorsGone() {
    boolean gone = true;
    for (ContainerView other : slot.others()) {
      boolean alive = other.life().state().isAlive();
      gone &= !alive;
      if (alive && !othersReady && Readiness.isReady(other)) {
        await(Waiting.Kind.ROLLOUT, "another replica is not ready yet", Optional.empty());
      } else {
        Ending.remove(scene.desired(), other, slot.cause(other), steps);
      }
    }
    if (!gone) {
      await(Waiting.Kind.PREDECESSOR, "its predecessor has to end first", Optional.empty());
    }
    return gone;
  }

  /**
   * Whether a dead container was on a network that is gone. Engines look for that very network, not
   * for one of the same name, so it can never start again (seen on Engine 20.10).
   */
  private boolean isCutOff(ContainerView keeper) {
    return keeper.life().state() == ContainerView.State.EXITED && !isConnected(keeper);
  }

  private boolean isConnected(ContainerView keeper) {
    return ground.network().map(n -> keeper.networks().containsKey(n.id())).orElse(false);
  }

  private void await(Waiting.Kind kind, String message, Optional<Instant> until) {
    steps.await(new Waiting(service.name(), kind, message, until));
  }
}
