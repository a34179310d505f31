package dev.berth.status;

import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Rotations;
import dev.berth.plan.StagedRollout;
import dev.berth.plan.WaitReason;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells how far a change has come behind a holder. */
final class RolloutReport {
  private static final Set<WaitReason.Kind> MINE =
      Set.of(
          WaitReason.Kind.ROTATION,
          WaitReason.Kind.NOT_REACHABLE,
          WaitReason.Kind.PAUSED,
          WaitReason.Kind.STAGE,
          WaitReason.Kind.STANDBY,
          WaitReason.Kind.ROLLOUT,
          WaitReason.Kind.PREDECESSOR);

  private final DesiredApp desired;
  private final Plan plan;
  private final Rotations rotations;
  private final Snapshot seen;
  private final StagedRollout staged;

  RolloutReport(
      DesiredApp desired, Plan plan, Rotations rotations, Snapshot seen, StagedRollout staged) {
    this.staged = staged;
    this.desired = desired;
    this.plan = plan;
    this.rotations = rotations;
    this.seen = seen;
  }

  /** Of one service; empty at rest, and where no holder stands in front. */
  Optional<AppStatus.RolloutStatus> of(Service service, int updated) {
    if (rotations.holder(service.name()).isEmpty() || desired.isStopped()) {
      return Optional.empty();
    }
    List<Rotation.Slot> slots =
        rotations.of(service.name()).map(Rotation::slots).orElse(List.of()).stream()
            .filter(slot -> !slot.container().isEmpty())
            .toList();
    return isAtRest(service, slots, updated)
        ? Optional.empty()
        : Optional.of(report(service, slots, updated));
  }

  private boolean isAtRest(Service service, List<Rotation.Slot> slots, int updated) {
    return updated == service.replicas()
        && seen.of(service.name()).size() == service.replicas()
        && slots.size() == service.replicas()
        && slots.stream().allMatch(Rotation.Slot::isServing);
  }

  private AppStatus.RolloutStatus report(Service service, List<Rotation.Slot> slots, int updated) {
    int draining = count(slots, Rotation.Admin.DRAIN);
    return new AppStatus.RolloutStatus(
        desired.declared().rollout().strategy().text(),
        step(service, slots, draining),
        staged.isDivided() && staged.isStaged(service.name())
            ? Optional.of(staged.share(service.name()))
            : Optional.empty(),
        updated,
        count(slots, Rotation.Admin.READY),
        draining,
        message(service));
  }

  private static int count(List<Rotation.Slot> slots, Rotation.Admin admin) {
    return (int) slots.stream().filter(slot -> slot.admin() == admin).count();
  }

  private String step(Service service, List<Rotation.Slot> slots, int draining) {
    if (isWaitedFor(service, WaitReason.Kind.PAUSED)) {
      return "Paused";
    }
    if (draining > 0) {
      return "Draining";
    }
    boolean enters =
        slots.stream().anyMatch(slot -> slot.admin() == Rotation.Admin.READY && !slot.isUp());
    if (enters) {
      return "Entering";
    }
    if (isWaitedFor(service, WaitReason.Kind.STANDBY)) {
      return "StandingBy";
    }
    if (isWaitedFor(service, WaitReason.Kind.STAGE)) {
      return "Sharing";
    }
    long serving = seen.of(service.name()).stream().filter(rotations::isServing).count();
    return serving >= service.replicas() ? "Removing" : "Starting";
  }

  private boolean isWaitedFor(Service service, WaitReason.Kind kind) {
    return plan.waiting().stream()
        .anyMatch(wait -> wait.service().equals(service.name()) && wait.kind() == kind);
  }

  private String message(Service service) {
    return plan.waiting().stream()
        .filter(wait -> wait.service().equals(service.name()) && MINE.contains(wait.kind()))
        .map(WaitReason::message)
        .findFirst()
        .orElse("");
  }
}
