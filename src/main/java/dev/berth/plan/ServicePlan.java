package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans one service: its image, then its replicas one by one. */
final class ServicePlan {
  /** What is not Berth's comes without an event that it would hear. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  private final PlanningContext planningContext;
  private final AppInfrastructure appInfrastructure;
  private final Handovers handovers;
  private final Service service;
  private final Steps steps;

  ServicePlan(
      PlanningContext planningContext,
      AppInfrastructure appInfrastructure,
      Handovers handovers,
      Service service,
      Steps steps) {
    this.handovers = handovers;
    this.planningContext = planningContext;
    this.appInfrastructure = appInfrastructure;
    this.service = service;
    this.steps = steps;
  }

  void plan() {
    planningContext.seen().image(service.name()).ifPresent(this::image);
    if (AppInfrastructure.isBeforeFront(service, planningContext.seen())) {
      String made = "the front door, which Berth makes first, is not there yet";
      await(WaitReason.Kind.DEPENDENCY, made, Optional.of(planningContext.now().plus(LOOK_AGAIN)));
      return;
    }
    Optional<String> lack =
        AppInfrastructure.lacking(planningContext.desired().app(), service, planningContext.seen());
    if (lack.isPresent()) {
      await(
          WaitReason.Kind.OUTSIDE, lack.get(), Optional.of(planningContext.now().plus(LOOK_AGAIN)));
      return;
    }
    Blueprints blueprints = planningContext.blueprints();
    List<ReplicaSlot> slots = new ArrayList<>();
    for (int replica = 1; replica <= service.replicas(); replica++) {
      slots.add(ReplicaSlot.of(blueprints.of(service, replica), containers(replica)));
    }
    RolloutBudget rolloutBudget = RolloutBudget.of(planningContext, service, slots);
    slots.forEach(slot ->
        new ReplicaPlan(planningContext, appInfrastructure, handovers, slot, rolloutBudget, steps)
            .plan());
  }

  private List<ContainerView> containers(int replica) {
    return planningContext.seen().of(service.name()).stream()
        .filter(c -> c.owner().map(Ownership::replica).orElse(0) == replica)
        .toList();
  }

  private void image(ImageState image) {
    switch (image) {
      case ImageState.Present present -> {}
      case ImageState.Missing missing ->
          steps.add(
              new Action.ObtainImage(
                  service.name(), missing.reference(), verb(), "not on the engine"));
      case ImageState.InProgress progress ->
          await(
              WaitReason.Kind.IMAGE,
              progress.verb() + " " + progress.reference() + ": " + progress.progress(),
              Optional.empty());
      case ImageState.Failed failed ->
          await(
              WaitReason.Kind.IMAGE_FAILED,
              failed.message(),
              Optional.of(failed.retryAt()).filter(at -> at.isBefore(Instant.MAX)));
    }
  }

  private void await(WaitReason.Kind kind, String message, Optional<Instant> until) {
    steps.await(new WaitReason(service.name(), kind, message, until));
  }

  private String verb() {
    return switch (service.image()) {
      case ImageSource.Build build -> "build";
      case ImageSource.Registry registry -> "pull";
    };
  }
}
