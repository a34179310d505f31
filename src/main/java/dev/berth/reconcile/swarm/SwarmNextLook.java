package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.plan.Plan;
import dev.berth.plan.SwarmAction;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.pass.ActionBackoff;
import dev.berth.status.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When an app on a Swarm is looked at again after a pass though nothing wakes it before.
 *
 * @param rest what is still to be done
 * @param outcomes of what was tried
 */
record SwarmNextLook(Plan rest, List<Problem> problems, List<PlanExecutor.Outcome> outcomes) {
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  Optional<Duration> after(ActionBackoff failures, Instant steadily, Instant now) {
    if (outcomes.stream().anyMatch(SwarmNextLook::isOutrun)) {
      return Optional.of(AT_ONCE);
    }
    if (failures.hasDue(rest, steadily)) {
      return Optional.of(Duration.ZERO);
    }
    return problems.stream()
        .map(Problem::retryAt)
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at))
        .or(() ->
            rest.isEmpty() && rest.waiting().isEmpty()
                ? Optional.empty()
                : Optional.of(SwarmPass.SOON));
  }

  /** Somebody else has written the service since it was seen. */
  private static boolean isOutrun(PlanExecutor.Outcome outcome) {
    return outcome.action() instanceof SwarmAction.UpdateService
        && outcome.failure().filter(why -> why.kind() == EngineException.Kind.CONFLICT).isPresent();
  }
}
