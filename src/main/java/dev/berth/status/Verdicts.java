package dev.berth.status;

import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes conditions, keeping the time of the last transition where nothing has turned. */
final class Verdicts {
  private final Optional<AppStatus> previous;
  private final long generation;
  private final Instant now;

  Verdicts(Optional<AppStatus> previous, long generation, Instant now) {
    this.previous = previous;
    this.generation = generation;
    this.now = now;
  }

  Condition of(Condition.Type type, Verdict verdict, String reason, String message) {
    Instant since =
        previous
            .map(status -> status.condition(type))
            .filter(before -> before.status() == verdict)
            .map(Condition::lastTransitionTime)
            .orElse(now);
    return new Condition(type, verdict, reason, message, since, generation);
  }

  /** All conditions of an app that was looked at. */
  List<Condition> of(Diagnosis diagnosis, Condition drifted) {
    boolean isReady = diagnosis.phase().isReady();
    boolean isSettled = isReady || diagnosis.phase() == Phase.STOPPED;
    boolean isStalled = diagnosis.isStalled();
    return List.of(
        of(Condition.Type.READY, isReady, diagnosis.reason(), diagnosis.message()),
        of(
            Condition.Type.PROGRESSING,
            !isSettled && !isStalled,
            isSettled ? Reasons.UP_TO_DATE : diagnosis.reason(),
            isSettled ? "nothing is left to do" : diagnosis.message()),
        drifted,
        of(
            Condition.Type.STALLED,
            isStalled,
            isStalled ? diagnosis.reason() : Reasons.NOT_STALLED,
            isStalled ? diagnosis.message() : "nothing is in the way"));
  }

  Condition of(Condition.Type type, boolean holds, String reason, String message) {
    return of(type, holds ? Verdict.TRUE : Verdict.FALSE, reason, message);
  }
}
