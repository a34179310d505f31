package dev.berth.status;

import dev.berth.status.Condition.Verdict;
import java.time.Instant;
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

  Condition of(Condition.Type type, boolean holds, String reason, String message) {
    return of(type, holds ? Verdict.TRUE : Verdict.FALSE, reason, message);
  }
}
