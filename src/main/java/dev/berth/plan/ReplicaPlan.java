package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Holders;
import dev.berth.spec.Service;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Plans one replica: make it, start it, mend it, and end what stood in its place before. */
final class ReplicaPlan {
  private final PlanningContext planningContext;
  private final AppInfrastructure appInfrastructure;
  private final ReplicaSlot replicaSlot;
  private final RolloutBudget rolloutBudget;
  private final Handovers handovers;
  private final Steps steps;
  private final Service service;
  private final HolderSteps holderSteps;
  private final CreatePlan making;

  ReplicaPlan(
      PlanningContext planningContext,
      AppInfrastructure appInfrastructure,
      Handovers handovers,
      ReplicaSlot replicaSlot,
      RolloutBudget rolloutBudget,
      Steps steps) {
    this.handovers = handovers;
    this.planningContext = planningContext;
    this.appInfrastructure = appInfrastructure;
    this.replicaSlot = replicaSlot;
    this.rolloutBudget = rolloutBudget;
    this.steps = steps;
    this.service = replicaSlot.blueprint().service();
    this.holderSteps = new HolderSteps(planningContext, service, steps);
    this.making =
        new CreatePlan(planningContext, appInfrastructure, replicaSlot.blueprint(), steps);
  }

  void plan() {
    Optional<String> loss =
        replicaSlot
            .keeper()
            .flatMap(
                keeper -> RestartPlan.loss(replicaSlot.blueprint(), appInfrastructure, keeper));
    if (replicaSlot.keeper().isPresent() && loss.isPresent()) {
      RemovePlan.remove(
          planningContext.desired(), replicaSlot.keeper().get(), loss.get(), Set.of(), steps);
    } else if (replicaSlot.keeper().isPresent()) {
      keep(replicaSlot.keeper().get());
    } else if (isHeldBack()) {
      held().plan();
    } else if (replicaSlot.blueprint().obstacle().isPresent()) {
      await(WaitReason.Kind.DEPENDENCY, replicaSlot.blueprint().obstacle().get(), Optional.empty());
      letGoOfName();
    } else if (replicaSlot.blueprint().isMakeable()) {
      make();
    }
  }

  /** What it waits for may itself wait for the name of an old container of this one's. */
  private void letGoOfName() {
    replicaSlot.others().stream()
        .filter(other -> handovers.isNameMissed(service, other.name()))
        .forEach(other -> end(other, Set.of()));
  }

  private void make() {
    if (handovers.isNameHeld(service, planningContext.seen().containers())) {
      String own = service.networking().containerName().orElse("");
      await(WaitReason.Kind.PREDECESSOR, "the name " + own + " is still held", Optional.empty());
      return;
    }
    String name = EngineNames.container(replicaSlot.blueprint(), planningContext.seen().names());
    Set<Integer> made = making.make(name, replicaSlot.creationCause());
    Dependencies dependencies = dependencies(true);
    if ((startsBeside() || predecessorsGone(made)) && mayStart(dependencies)) {
      start(name, "created", dependencies, made);
    }
  }

  private void keep(ContainerView keeper) {
    ContainerView.State state = keeper.life().state();
    if (state == ContainerView.State.RUNNING) {
      mend(keeper);
      relieve(keeper);
    } else if (isHeldBack()) {
      held().plan();
    } else if (startsBeside() || predecessorsGone(Set.of())) {
      revive(keeper, state);
    }
  }

  /** Whether there is somebody of the old version who stays for now. */
  private boolean isHeldBack() {
    return rolloutBudget.holdsBack() && HeldReplica.isPossible(replicaSlot);
  }

  private HeldReplica held() {
    return new HeldReplica(planningContext, replicaSlot, steps);
  }

  /** Whether the new container comes up while the old one is still at work. */
  private boolean startsBeside() {
    return mayOverlap() && rolloutBudget.mayStartBeside();
  }

  /** Not where another service waits for what the old one holds. */
  private boolean mayOverlap() {
    return rolloutBudget.overlaps()
        && replicaSlot.hasLivingPredecessor()
        && replicaSlot.others().stream().noneMatch(this::isAwaited);
  }

  private void end(ContainerView other, Set<Integer> after) {
    Optional<String> lacking = holderSteps.lacking(other);
    if (lacking.isPresent()) {
      await(WaitReason.Kind.ROLLOUT, lacking.get(), Optional.empty());
    } else {
      String cause = holderSteps.cause(replicaSlot, other);
      RemovePlan.remove(planningContext.desired(), other, cause, after, steps);
    }
  }

  /** Its own holder can wait until the successor is there. */
  private boolean isAwaited(ContainerView other) {
    return handovers.isAwaited(other, Holders.name(service.name()));
  }

  /** Ends the predecessors of a container that runs, once it does their work. */
  private void relieve(ContainerView keeper) {
    if (!rolloutBudget.endsOld() && !replicaSlot.others().isEmpty()) {
      held().plan();
    } else if (planningContext.rotations().isServing(keeper)) {
      replicaSlot.others().forEach(other -> end(other, Set.of()));
    } else if (mayOverlap()) {
      await(WaitReason.Kind.ROLLOUT, keeper.name() + " has to be ready first", Optional.empty());
    } else {
      predecessorsGone(Set.of());
    }
  }

  /** Small repairs that a running container survives, or else its end, from which it comes back. */
  private void mend(ContainerView keeper) {
    if (replicaSlot.blueprint().renewal().isAsked(keeper)) {
      restart(keeper);
      return;
    }
    Optional<String> cause = replicaSlot.endCause(keeper, planningContext.restarts());
    if (cause.isPresent()) {
      steps.stop(keeper, service.process().grace(), cause.get());
      return;
    }
    new UpdatePlan(
            planningContext, replicaSlot.blueprint(), appInfrastructure, keeper, handovers, steps)
        .plan(planningContext.seen().names());
  }

  /** Replica by replica, as far as others may be out of work. */
  private void restart(ContainerView keeper) {
    if (!planningContext.rotations().isAtWork(keeper) || rolloutBudget.mayTakeDown()) {
      steps.stop(keeper, service.process().grace(), "restart requested");
    } else {
      await(WaitReason.Kind.ROLLOUT, "another replica is not ready yet", Optional.empty());
    }
  }

  private void revive(ContainerView keeper, ContainerView.State state) {
    switch (state) {
      case CREATED -> {
        // Not while it has to wait: nobody can see whether its files are there already.
        Dependencies dependencies = dependencies(true);
        if (mayStart(dependencies)) {
          boolean isLost =
              RestartPlan.isStillborn(replicaSlot.blueprint(), keeper, planningContext.now());
          start(
              keeper.name(),
              "created",
              dependencies,
              isLost ? making.anew(keeper) : making.complete(keeper));
        }
      }
      case EXITED -> {
        boolean isNew = replicaSlot.blueprint().renewal().cause(keeper).isPresent();
        Dependencies dependencies = dependencies(isNew);
        new RestartPlan(planningContext, replicaSlot.blueprint(), keeper)
            .cause(steps)
            .filter(cause -> mayStart(dependencies))
            .ifPresent(cause -> start(keeper.name(), cause, dependencies, Set.of()));
      }
      case PAUSED -> steps.stop(keeper, service.process().grace(), "paused");
      case STOPPING ->
          await(
              WaitReason.Kind.PREDECESSOR,
              keeper.name() + " has to end before it starts again",
              Optional.empty());
      case RUNNING, RESTARTING, REMOVING, DEAD -> {}
    }
  }

  private Dependencies dependencies(boolean isNew) {
    return new Dependencies(planningContext, service, isNew);
  }

  /** Whether all that it depends on is as it has to be, and all that it claims is free. */
  private boolean mayStart(Dependencies dependencies) {
    Optional<String> unmet = dependencies.unmet();
    unmet.ifPresent(what -> await(WaitReason.Kind.DEPENDENCY, what, Optional.empty()));
    unmet.filter(what -> startsBeside()).ifPresent(what -> letGoOfName());
    Optional<String> held = handovers.obstacle(replicaSlot.blueprint());
    held.ifPresent(what -> await(WaitReason.Kind.PREDECESSOR, what, Optional.empty()));
    return unmet.isEmpty() && held.isEmpty();
  }

  private void start(
      String container, String cause, Dependencies dependencies, Set<Integer> after) {
    Set<Integer> before = holderSteps.before(container, after);
    steps.add(
        new Action.StartContainer(container, service.name(), dependencies.forgone(), cause),
        before);
  }

  /**
   * Ends the predecessors as far as it may be, once their successor is there; true when nothing of
   * them is alive any more.
   */
  private boolean predecessorsGone(Set<Integer> after) {
    boolean gone = true;
    boolean mayTakeDown =
        !replicaSlot.isAtWork(planningContext.rotations()) || rolloutBudget.mayTakeDown();
    Optional<ContainerView> last = replicaSlot.lastAtWork(planningContext.rotations());
    for (ContainerView other : replicaSlot.others()) {
      gone &= !other.life().state().isAlive();
      if (!mayTakeDown && last.filter(other::equals).isPresent() && !isAwaited(other)) {
        await(WaitReason.Kind.ROLLOUT, "another replica is not ready yet", Optional.empty());
      } else {
        end(other, after);
      }
    }
    if (!gone) {
      await(WaitReason.Kind.PREDECESSOR, "its predecessor has to end first", Optional.empty());
    }
    return gone;
  }

  private void await(WaitReason.Kind kind, String message, Optional<Instant> until) {
    steps.await(new WaitReason(service.name(), kind, message, until));
  }
}
