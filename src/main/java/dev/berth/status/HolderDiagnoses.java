package dev.berth.status;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.WaitReason;
import java.time.Instant;
import java.util.Optional;

/** What keeps an app from being ready behind the holder of a fixed port. */
final class HolderDiagnoses {
  private final Snapshot seen;
  private final Plan plan;
  private final Instant limit;
  private final Phase working;
  private final Phase failed;

  /**
   * At one moment.
   *
   * @param limit who was started before has had his time
   * @param working the phase of an app that is on its way
   * @param failed that of one that is not
   */
  HolderDiagnoses(Snapshot seen, Plan plan, Instant limit, Phase working, Phase failed) {
    this.failed = failed;
    this.seen = seen;
    this.plan = plan;
    this.limit = limit;
    this.working = working;
  }

  /** A holder that says nothing, which is asked each second, or that cannot reach who is ready. */
  Optional<Diagnosis> failing() {
    return plan.waiting(WaitReason.Kind.HOLDER_SILENT)
        .map(w -> Diagnosis.progressing(working, Reasons.HOLDER_DOWN, w.message()))
        .or(this::notReachable);
  }

  /** A moment of that is nothing: the holder looks twice before it sends anybody there. */
  private Optional<Diagnosis> notReachable() {
    return plan.waiting(WaitReason.Kind.NOT_REACHABLE)
        .map(w ->
            isLate(w.service())
                ? new Diagnosis(failed, Reasons.NOT_REACHABLE, w.message(), true)
                : Diagnosis.progressing(working, Reasons.NOT_REACHABLE, w.message()));
  }

  private boolean isLate(String service) {
    return seen.of(service).stream()
        .allMatch(c -> c.life().startedAt().filter(at -> !at.isAfter(limit)).isPresent());
  }

  /** Somebody holds it, requests go over, or somebody leaves. */
  Optional<Diagnosis> working() {
    return plan.waiting(WaitReason.Kind.PAUSED)
        .map(w -> Diagnosis.progressing(working, Reasons.PAUSED, w.message()))
        .or(() ->
            plan.waiting(WaitReason.Kind.STAGE)
                .map(w -> Diagnosis.progressing(working, Reasons.UPDATING, w.message())))
        .or(() ->
            plan.waiting(WaitReason.Kind.ROTATION)
                .map(w -> Diagnosis.progressing(working, Reasons.DRAINING, w.message())));
  }
}
