package dev.berth.plan;

import dev.berth.observe.ContainerView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans a replica that stays of the version that it is of, while another one is wanted. */
final class HeldReplica {
  private final PlanningContext context;
  private final ReplicaSlot slot;
  private final Steps steps;

  HeldReplica(PlanningContext context, ReplicaSlot slot, Steps steps) {
    this.context = context;
    this.slot = slot;
    this.steps = steps;
  }

  /** Whether there is somebody to stay. */
  static boolean isPossible(ReplicaSlot slot) {
    return slot.others().stream().anyMatch(HeldReplica::mayStay);
  }

  /** Whether a container is at work, or could be again. */
  static boolean mayStay(ContainerView container) {
    ContainerView.State state = container.life().state();
    return state.isAlive() || state == ContainerView.State.EXITED;
  }

  /** It stays, and comes back if it dies; what is left of versions in between goes. */
  void plan() {
    Optional<ContainerView> stable = StagedService.stable(slot, context.staged().progress());
    for (ContainerView other : slot.others()) {
      if (stable.filter(other::equals).isEmpty()) {
        RemovePlan.remove(context.desired(), other, slot.cause(other), Set.of(), steps);
      }
    }
    stable
        .filter(old -> old.life().state() == ContainerView.State.EXITED)
        .ifPresent(dead ->
            new RestartPlan(context, slot.blueprint(), dead)
                .cause(steps)
                .ifPresent(cause -> steps.add(start(dead, cause))));
    if (context.staged().isPaused()) {
      steps.await(
          new WaitReason(
              slot.blueprint().service().name(),
              WaitReason.Kind.PAUSED,
              StageWaits.PAUSED,
              Optional.empty()));
    }
  }

  private Action start(ContainerView dead, String cause) {
    return new Action.StartContainer(
        dead.name(), slot.blueprint().service().name(), List.of(), cause);
  }
}
