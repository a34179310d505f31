package dev.berth.reconcile.pass;

import dev.berth.plan.Plan;
import dev.berth.status.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When an app is looked at again though nothing wakes it before. */
final class NextLook {
  private NextLook() {}

  /** When something that is held back, or waits for a time, is due. */
  static Optional<Duration> after(Plan rest, List<Problem> problems, Instant now) {
    return Stream.concat(problems.stream().map(Problem::retryAt), rest.lookAgainAt().stream())
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }
}
