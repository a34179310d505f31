package dev.berth.status;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Readiness;
import dev.berth.plan.Restarts;
import dev.berth.plan.WaitReason;
import dev.berth.spec.App;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds the reason why an app that should run is not ready: the first that holds, worst first. */
final class Diagnoses {
  private final App app;
  private final Snapshot seen;
  private final Plan plan;
  private final Restarts restarts;
  private final List<Problem> problems;
  private final Instant now;

  Diagnoses(
      App app, Snapshot seen, Plan plan, Restarts restarts, List<Problem> problems, Instant now) {
    this.app = app;
    this.seen = seen;
    this.plan = plan;
    this.restarts = restarts;
    this.problems = problems;
    this.now = now;
  }

  Diagnosis worst(String counts) {
    return Stream.<Supplier<Optional<Diagnosis>>>of(
            this::image,
            this::problem,
            this::failed,
            this::hook,
            this::crashLoop,
            this::late,
            this::failing,
            () -> holders().failing(),
            this::outside,
            this::imageAtWork,
            this::dependency,
            this::unhealthy,
            () -> holders().working())
        .flatMap(find -> find.get().stream())
        .findFirst()
        .orElseGet(() -> starting(counts));
  }

  private Optional<Diagnosis> image() {
    return seen.images().values().stream()
        .flatMap(i -> i instanceof ImageState.Failed failed ? Stream.of(failed) : Stream.empty())
        .findFirst()
        .map(f -> new Diagnosis(failedPhase(), f.reason(), f.message(), true));
  }

  private Optional<Diagnosis> problem() {
    return problems.stream()
        .min(Comparator.comparing(p -> !p.isStalled()))
        .map(p ->
            p.isStalled()
                ? new Diagnosis(failedPhase(), p.reason(), p.message(), true)
                : Diagnosis.progressing(workingPhase(), p.reason(), p.message()));
  }

  /** What becomes of one that is on its way out says nothing of the app that is wanted. */
  private Stream<ContainerView> staying() {
    return seen.containers().stream().filter(c -> !Leavers.isLeaving(app, c));
  }

  private Optional<Diagnosis> crashLoop() {
    Optional<ContainerView> looping =
        staying()
            .filter(c -> restarts.isLooping(c, now))
            .filter(c -> !Readiness.isReady(c))
            .findFirst();
    if (looping.isEmpty()) {
      return Optional.empty();
    }
    ContainerView container = looping.get();
    String reason = container.life().oomKilled() ? Reasons.OOM_KILLED : Reasons.CRASH_LOOP;
    String message =
        plan.waiting(WaitReason.Kind.BACK_OFF)
            .map(WaitReason::message)
            .orElse(
                container.name() + " has died " + restarts.count(container) + " times in a row");
    return Optional.of(
        new Diagnosis(
            failedPhase(),
            reason,
            message + "; see its logs for why",
            restarts.isHopeless(container, now)));
  }

  private Optional<Diagnosis> failed() {
    return plan.waiting(WaitReason.Kind.FAILED)
        .map(w -> new Diagnosis(failedPhase(), Reasons.FAILED, w.message(), true));
  }

  private Optional<Diagnosis> late() {
    Instant limit = now.minus(app.rollout().patience());
    return staying()
        .filter(c -> c.isRunning() && isComingUp(c))
        .filter(c -> c.life().startedAt().filter(at -> !at.isAfter(limit)).isPresent())
        .findFirst()
        .map(c ->
            new Diagnosis(
                failedPhase(),
                Reasons.READY_TIMEOUT,
                c.name()
                    + " is not ready after "
                    + app.rollout().patience().toSeconds()
                    + " s: "
                    + c.life().lastHealthOutput().strip(),
                true));
  }

  private Optional<Diagnosis> hook() {
    return seen.containers().stream()
        .flatMap(c -> c.hookFailure().map(why -> c.name() + ": " + why).stream())
        .findFirst()
        .map(why -> new Diagnosis(failedPhase(), Reasons.HOOK_FAILED, why, true));
  }

  private static boolean isComingUp(ContainerView container) {
    return container.life().health() == ContainerView.Health.STARTING
        || container.life().health() == ContainerView.Health.FAILING;
  }

  /** It may still come, but whoever waits should know what the engine knows. */
  private Optional<Diagnosis> failing() {
    return with(ContainerView.Health.FAILING)
        .map(c -> new Diagnosis(failedPhase(), Reasons.UNHEALTHY, words(c), true));
  }

  private Optional<ContainerView> with(ContainerView.Health health) {
    return staying().filter(c -> c.life().health() == health).findFirst();
  }

  private static String words(ContainerView unhealthy) {
    String output = unhealthy.life().lastHealthOutput().strip();
    return unhealthy.name()
        + " fails its health check: "
        + (output.isEmpty() ? "it says nothing" : output);
  }

  private Optional<Diagnosis> imageAtWork() {
    for (ImageState image : seen.images().values()) {
      if (image instanceof ImageState.InProgress job) {
        boolean building = job.verb().equals("building");
        return Optional.of(
            Diagnosis.progressing(
                building ? Phase.BUILDING : Phase.PULLING,
                building ? Reasons.BUILDING : Reasons.PULLING,
                job.verb()
                    + " "
                    + job.reference()
                    + (job.operation().isEmpty() ? ": " : " (operation " + job.operation() + "): ")
                    + job.progress()));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> outside() {
    return plan.waiting(WaitReason.Kind.OUTSIDE)
        .map(w ->
            new Diagnosis(
                failedPhase(),
                w.message().startsWith("network")
                    ? Reasons.NETWORK_NOT_FOUND
                    : Reasons.VOLUME_NOT_FOUND,
                w.message(),
                true));
  }

  private HolderDiagnoses holders() {
    return new HolderDiagnoses(
        seen, plan, now.minus(app.rollout().patience()), workingPhase(), failedPhase());
  }

  private Optional<Diagnosis> dependency() {
    return plan.waiting(WaitReason.Kind.DEPENDENCY)
        .map(w ->
            Diagnosis.progressing(
                workingPhase(),
                Reasons.DEPENDENCY_NOT_READY,
                w.service() + " waits: " + w.message()));
  }

  private Optional<Diagnosis> unhealthy() {
    return with(ContainerView.Health.UNHEALTHY)
        .map(c -> Diagnosis.progressing(Phase.DEGRADED, Reasons.UNHEALTHY, words(c)));
  }

  private Diagnosis starting(String counts) {
    Phase phase = workingPhase();
    String output = with(ContainerView.Health.STARTING).map(Diagnoses::progress).orElse("");
    return Diagnosis.progressing(
        phase,
        phase == Phase.UPDATING ? Reasons.UPDATING : Reasons.STARTING,
        counts + output + leaving());
  }

  private static String progress(ContainerView starting) {
    String output = starting.life().lastHealthOutput().strip();
    return output.isEmpty() ? "" : "; " + starting.name() + ": " + output;
  }

  private String leaving() {
    long leaving = seen.containers().stream().filter(c -> Leavers.isLeaving(app, c)).count();
    return leaving == 0 ? "" : "; " + leaving + " still to end";
  }

  private Phase workingPhase() {
    return anyReady() ? Phase.UPDATING : Phase.STARTING;
  }

  private Phase failedPhase() {
    return anyReady() ? Phase.DEGRADED : Phase.FAILED;
  }

  /** Whether something of the app's own work is up; a linked Redis alone is not. */
  private boolean anyReady() {
    return app.services().values().stream()
        .filter(service -> app.services().size() == 1 || !isLinked(service.name()))
        .flatMap(service -> seen.of(service.name()).stream())
        .anyMatch(Readiness::isReady);
  }

  private boolean isLinked(String name) {
    return app.services().values().stream()
        .anyMatch(s -> s.links().stream().anyMatch(link -> link.name().equals(name)));
  }
}
