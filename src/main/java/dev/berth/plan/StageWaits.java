package dev.berth.plan;

import dev.berth.spec.Rollout;
import dev.berth.spec.Stages;
import dev.berth.state.RolloutProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says what a rollout in stages waits for. */
final class StageWaits {
  static final String PAUSED =
      "the rollout is paused: POST /v1/apps/{name}/rollout {\"action\": \"resume\"}, or"
          + " rollout.paused: false where the manifest says so";

  /** Weights come into effect without an event that Berth would hear. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** How old the counts may be by which a canary is judged, at first. */
  private static final Duration JUDGED_EACH = Duration.ofSeconds(1);

  private final PlanningContext context;
  private final StagedRollout staged;
  private final RolloutProgress progress;

  StageWaits(PlanningContext context) {
    this.context = context;
    this.staged = context.staged();
    this.progress = staged.progress();
  }

  /** For each service that has an old and a new version. */
  void plan(Steps steps) {
    if (!staged.isDivided() || staged.isPaused()) {
      return;
    }
    for (String service : staged.services()) {
      steps.await(wait(service));
    }
  }

  private WaitReason wait(String service) {
    if (progress.aborted()) {
      return new WaitReason(
          service,
          WaitReason.Kind.PAUSED,
          "the new version was given up, and gets no requests; declare another one, or promote it",
          Optional.empty());
    }
    if (progress.promoted()) {
      return promoted(service);
    }
    return context.desired().app().rollout().strategy() == Rollout.Strategy.BLUE_GREEN
        ? preview(service)
        : step(service);
  }

  private WaitReason promoted(String service) {
    Optional<Instant> until = staged.standsByUntil();
    return until.isPresent()
        ? new WaitReason(
            service,
            WaitReason.Kind.STANDBY,
            "the version before stands by until " + until.get(),
            until.filter(context.now()::isBefore))
        : new WaitReason(
            service,
            WaitReason.Kind.STAGE,
            "all requests go over to the new version",
            soon().filter(at -> progress.since().isEmpty()));
  }

  private WaitReason preview(String service) {
    boolean isByHand = context.desired().app().rollout().stages().promotedByHand();
    boolean isReached = progress.since().isPresent();
    return isByHand && isReached
        ? new WaitReason(
            service,
            WaitReason.Kind.PAUSED,
            "the new version is ready beside the old one, and gets its requests when somebody says"
                + " so: POST /v1/apps/"
                + context.desired().name()
                + "/rollout {\"action\": \"promote\"}",
            Optional.empty())
        : new WaitReason(
            service,
            WaitReason.Kind.STAGE,
            "all of the new version has to be ready beside the old one",
            soon());
  }

  private WaitReason step(String service) {
    Stages stages = context.desired().app().rollout().stages();
    Stages.Step step = stages.step(progress.step());
    String message = message(service, stages, step);
    if (progress.since().isEmpty()) {
      return new WaitReason(service, WaitReason.Kind.STAGE, message + ", on their way", soon());
    }
    Optional<Instant> judged = stages.analysis().map(analysis -> judgedNext());
    Optional<Instant> end = step.pause().map(progress.since().get()::plus);
    if (end.isEmpty()) {
      String ask =
          " until somebody says more: POST /v1/apps/"
              + context.desired().name()
              + "/rollout {\"action\": \"resume\"}";
      return new WaitReason(service, WaitReason.Kind.PAUSED, message + ask, judged);
    }
    Optional<Instant> until = end.filter(context.now()::isBefore).or(this::soon);
    return new WaitReason(
        service, WaitReason.Kind.STAGE, message + " until " + end.get(), judged.or(() -> until));
  }

  private String message(String service, Stages stages, Stages.Step step) {
    return "step "
        + (progress.step() + 1)
        + " of "
        + stages.steps().size()
        + ": "
        + step.weight()
        + " % of the requests for the new version"
        + staged.trial(service).map(trial -> " (" + trial + ")").orElse("");
  }

  private Instant judgedNext() {
    Duration age =
        progress.since().map(at -> Duration.between(at, context.now())).orElse(Duration.ZERO);
    return context.now().plus(LookAgain.after(age, JUDGED_EACH));
  }

  /** To take note of what is in effect, or over; until then, something else wakes the app. */
  private Optional<Instant> soon() {
    return Optional.of(context.now().plus(SOON))
        .filter(at -> progress.since().isPresent() || staged.isInEffect());
  }
}
