package dev.berth.plan;

import dev.berth.observe.ImageDefaults;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;

/**
 * How the replicas of one service hand over to their successors: how many of them may be out of
 * work at one time, and how many new ones may run beside those whose places they take. Good for one
 * plan, for it counts what the plan has allowed already.
 */
final class RolloutBudget {
  private final boolean overlaps;
  private final boolean holdsBack;
  private final boolean endsOld;
  private int spares;
  private int absences;

  private RolloutBudget(boolean overlaps, int spares, int absences) {
    this(overlaps, spares, absences, false, true);
  }

  private RolloutBudget(
      boolean overlaps, int spares, int absences, boolean holdsBack, boolean endsOld) {
    this.overlaps = overlaps;
    this.spares = spares;
    this.absences = absences;
    this.holdsBack = holdsBack;
    this.endsOld = endsOld;
  }

  static RolloutBudget of(PlanningContext context, Service service, List<ReplicaSlot> slots) {
    StagedRollout staged = context.staged();
    if (staged.isPaused()) {
      return new RolloutBudget(true, 0, 0, true, false);
    }
    int out = (int) slots.stream().filter(slot -> !slot.isAtWork(context.rotations())).count();
    if (staged.isStaged(service.name())) {
      boolean isPromoted = staged.progress().promoted();
      int absences = context.desired().app().rollout().unavailable(service.replicas()) - out;
      return new RolloutBudget(
          true,
          staged.spares(service.name()),
          isPromoted ? absences : 0,
          !isPromoted,
          staged.endsOld(context.now()));
    }
    return of(context.desired(), service, slots, out);
  }

  private static RolloutBudget of(
      DesiredApp desired, Service service, List<ReplicaSlot> slots, int out) {
    Rollout rollout = desired.app().rollout();
    if (rollout.strategy() == Rollout.Strategy.RECREATE) {
      return new RolloutBudget(false, 0, 1 - out);
    }
    int replicas = service.replicas();
    ImageDefaults image =
        slots.isEmpty() ? ImageDefaults.NONE : slots.getFirst().blueprint().imageDefaults();
    if (!overlaps(desired, service, image)) {
      return new RolloutBudget(false, 0, Math.max(1, rollout.unavailable(replicas)) - out);
    }
    int living = slots.stream().mapToInt(slot -> Math.max(1, slot.living())).sum();
    return new RolloutBudget(
        true, replicas + rollout.surge(replicas) - living, rollout.unavailable(replicas) - out);
  }

  /**
   * Whether two containers of one replica are to do their work side by side for a while, where they
   * can: not where both want the same port, address or files. What Berth has added for a link is
   * such a database. Volumes without a name go from one to the other.
   */
  static boolean overlaps(DesiredApp desired, Service service, ImageDefaults image) {
    Rollout rollout = desired.app().rollout();
    return rollout.strategy().overlaps()
        && rollout.surge(service.replicas()) > 0
        && !service.holdsHostPort()
        && service.canRunTwice()
        && (service.surroundings().renewAnonVolumes()
            || UnnamedVolumeNames.written(service.mounts(), image).isEmpty())
        && desired.declared().services().containsKey(service.name());
  }

  /** Whether successors come up while their predecessors are still at work. */
  boolean overlaps() {
    return overlaps;
  }

  /** Whether a replica stays of the old version while there is no room for a new one of it. */
  boolean holdsBack() {
    return holdsBack && spares <= 0;
  }

  /** Whether old ones end as soon as their successors do their work. */
  boolean endsOld() {
    return endsOld;
  }

  /** Whether one more container may start beside its predecessor. */
  boolean mayStartBeside() {
    return spares-- > 0;
  }

  /** Whether one more replica that is at work may be taken down before its successor is up. */
  boolean mayTakeDown() {
    return absences-- > 0;
  }
}
