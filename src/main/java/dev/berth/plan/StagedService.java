package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.Rotation;
import dev.berth.spec.Port;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.spec.Stages;
import dev.berth.state.RolloutProgress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One service behind a holder whose requests go over to a new version in stages. */
final class StagedService {
  private static final int WHOLE = 100;

  private final Rollout rollout;
  private final Service service;
  private final List<ReplicaSlot> slots;
  private final Rotations rotations;

  StagedService(Rollout rollout, Service service, List<ReplicaSlot> slots, Rotations rotations) {
    this.rollout = rollout;
    this.service = service;
    this.slots = List.copyOf(slots);
    this.rotations = rotations;
  }

  Service service() {
    return service;
  }

  /** Who has the port itself, as before there was a holder, can share it with nobody. */
  boolean isBehindHolder() {
    return slots.stream()
        .flatMap(slot -> slot.others().stream())
        .filter(other -> other.life().state().isAlive())
        .noneMatch(other -> other.settings().ports().stream().anyMatch(Port::isFixed));
  }

  /** What is wanted; empty while its image is not known. */
  Optional<String> version() {
    Blueprint blueprint = slots.getFirst().blueprint();
    return blueprint
        .image()
        .filter(ImageState.Present.class::isInstance)
        .map(ImageState.Present.class::cast)
        .filter(image -> blueprint.obstacle().isEmpty())
        .map(image -> blueprint.fingerprint() + "@" + image.image().id());
  }

  /** Whether every replica is of the new version, or has none that could give way to it. */
  boolean isThere() {
    return slots.stream().noneMatch(slot -> HeldReplica.isPossible(slot) && !isRenewed(slot));
  }

  /** Whether old and new ones are there. */
  boolean isDivided() {
    return slots.stream().anyMatch(HeldReplica::isPossible)
        && slots.stream().anyMatch(StagedService::isRenewed);
  }

  private static boolean isRenewed(ReplicaSlot slot) {
    return slot.keeper().filter(StagedService::isAlive).isPresent();
  }

  /** How many replicas of the new version there are to be at a step. */
  int wanted(RolloutProgress progress) {
    if (progress.aborted()) {
      return 0;
    }
    return progress.promoted() || rollout.strategy() == Rollout.Strategy.BLUE_GREEN
        ? slots.size()
        : Math.max(1, (slots.size() * step(progress).weight() + WHOLE - 1) / WHOLE);
  }

  private Stages.Step step(RolloutProgress progress) {
    return rollout.stages().step(progress.step());
  }

  /** How many more of the new version may start. */
  int spares(RolloutProgress progress) {
    return wanted(progress) - (int) slots.stream().filter(StagedService::isRenewed).count();
  }

  private static boolean isAlive(ContainerView container) {
    return container.life().state().isAlive();
  }

  /** Of the new version, and reached by the holder. */
  Set<String> fresh() {
    return slots.stream()
        .flatMap(slot -> slot.keeper().stream())
        .filter(rotations::isAtWork)
        .map(ContainerView::name)
        .collect(Collectors.toSet());
  }

  /** Of the version before, and reached by the holder. */
  Set<String> stable(RolloutProgress progress) {
    return slots.stream()
        .flatMap(slot -> stable(slot, progress).stream())
        .filter(rotations::isAtWork)
        .map(ContainerView::name)
        .collect(Collectors.toSet());
  }

  /**
   * Which of those in whose place another one is wanted has the requests: of several, as they are
   * left by updates that came one upon the other, the one that was promoted last.
   */
  static Optional<ContainerView> stable(ReplicaSlot slot, RolloutProgress progress) {
    return slot.others().stream()
        .filter(HeldReplica::mayStay)
        .max(
            Comparator.comparing((ContainerView other) -> isProved(other, progress))
                .thenComparing(ContainerView::createdAt)
                .thenComparing(ContainerView::id));
  }

  private static boolean isProved(ContainerView container, RolloutProgress progress) {
    return progress.dividedAt().filter(at -> !container.createdAt().isBefore(at)).isEmpty();
  }

  /** Percent of the requests that the new version is to get now. */
  int share(RolloutProgress progress) {
    int in = fresh().size();
    int wanted = wanted(progress);
    if (in == 0 || wanted == 0) {
      return 0;
    }
    if (rollout.strategy() == Rollout.Strategy.BLUE_GREEN) {
      return progress.promoted() && (progress.since().isPresent() || in >= wanted) ? WHOLE : 0;
    }
    int whole = progress.promoted() ? WHOLE : step(progress).weight();
    return whole * Math.min(in, wanted) / wanted;
  }

  /** Weights by container; those that are not told have nothing to share. */
  Map<String, Integer> weights(RolloutProgress progress) {
    return Shares.of(share(progress), fresh(), stable(progress));
  }

  /** Whether all is as the step says, by the holder's own word. */
  boolean isInEffect(RolloutProgress progress) {
    Map<String, Integer> weights = weights(progress);
    Map<String, Rotation.Slot> seen =
        rotations.of(service.name()).stream()
            .flatMap(rotation -> rotation.slots().stream())
            .filter(Rotation.Slot::isServing)
            .collect(Collectors.toMap(Rotation.Slot::container, slot -> slot, (a, b) -> a));
    return fresh().size() >= wanted(progress)
        && weights.entrySet().stream()
            .allMatch(weight ->
                Optional.ofNullable(seen.get(weight.getKey()))
                    .filter(slot -> slot.weight() == weight.getValue())
                    .isPresent());
  }

  /** What the holder has counted of both versions since the step began. */
  CanaryAnalysis analysis(RolloutProgress progress) {
    return rotations
        .of(service.name())
        .map(rotation -> CanaryAnalysis.of(rotation, fresh(), stable(progress)))
        .orElse(CanaryAnalysis.NONE);
  }
}
