package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.plan.Action;
import dev.berth.plan.NetworkAction;
import dev.berth.plan.Plan;
import dev.berth.plan.SwarmAction;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.queue.Backoff;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Actions of one app that the engine would not do, and when each may be tried again, whatever wakes
 * the app before. A new generation starts with none. Used by one pass at a time.
 */
public final class ActionBackoff {
  /** So often without effect, and an action counts as failed. */
  private static final int FUTILE = 3;

  /** What may pass by itself has not when it is met so often, some four seconds later. */
  private static final int PASSING = 4;

  private final Backoff soon;
  private final Backoff late;
  private final RecreateBackoff recreateBackoff;
  private final Map<String, Failure> byAction = new HashMap<>();
  private final Map<String, Integer> repeats = new HashMap<>();

  /** How often stops have failed: whether one succeeds is not known when it begins. */
  private final Map<String, Integer> stops = new HashMap<>();

  private long generation;
  private Instant begun = Instant.MIN;

  private record Failure(int count, Problem problem) {}

  public ActionBackoff(RandomGenerator chance) {
    this.soon = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), chance);
    this.recreateBackoff = new RecreateBackoff(chance);
    this.late = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(2), chance);
  }

  /** Starts a pass for a generation. */
  public void begin(long current, Instant now) {
    begun = now;
    recreateBackoff.begin(generation != current);
    if (generation != current) {
      byAction.clear();
      repeats.clear();
      stops.clear();
      generation = current;
    }
  }

  /** Whether an action is to be left alone for now. */
  public boolean holds(Action action, Instant now) {
    return recreateBackoff.holds(action, now)
        || Optional.ofNullable(byAction.get(action.what()))
            .filter(failure -> now.isBefore(failure.problem.retryAt()))
            .isPresent();
  }

  /** Whether there is something to do that is not held back; notes what is. */
  public boolean hasDue(Plan plan, Instant now) {
    return !plan.due(action -> holds(action, now)).isEmpty();
  }

  /**
   * Learns what the plan after a pass still wants. An action that was done and is wanted again has
   * had no effect; from the third time on it has failed, or it would be repeated without end; but
   * what only prepares others has no effect to be seen. What failed before and could not be tried
   * when its time came, since something before it fails now, is forgotten: it is not what stands in
   * the way.
   */
  public void settle(List<PlanExecutor.Outcome> outcomes, Plan rest, Instant now) {
    Set<String> wanted =
        rest.steps().stream().map(step -> step.action().what()).collect(Collectors.toSet());
    Set<String> tried =
        outcomes.stream().map(outcome -> outcome.action().what()).collect(Collectors.toSet());
    byAction.keySet().retainAll(wanted);
    byAction
        .entrySet()
        .removeIf(
            e -> !tried.contains(e.getKey()) && !begun.isBefore(e.getValue().problem.retryAt()));
    repeats.keySet().retainAll(wanted);
    for (PlanExecutor.Outcome outcome : outcomes) {
      Action action = outcome.action();
      if (outcome.failure().isPresent()) {
        repeats.remove(action.what());
      } else if (!action.isPreparation() && wanted.contains(action.what())) {
        int times = repeats.merge(action.what(), 1, Integer::sum);
        if (times >= FUTILE) {
          failed(action, futile(action, times), "", now);
        }
      }
    }
  }

  private static EngineException futile(Action action, int times) {
    return new EngineException(
        EngineException.Kind.ENGINE_ERROR,
        action.what() + " was done " + times + " times without effect (" + action.cause() + ")");
  }

  /** An action was done. */
  public void succeeded(Action action, Instant now) {
    recreateBackoff.done(action, now);
    if (repeats.getOrDefault(action.what(), 0) < FUTILE) {
      byAction.remove(action.what());
    }
  }

  /** The engine would not do one; {@code advice} goes behind what it said. */
  public void failed(Action action, EngineException why, String advice, Instant now) {
    int count =
        action instanceof Action.StopContainer
            ? stops.merge(action.what(), 1, Integer::sum)
            : Optional.ofNullable(byAction.get(action.what())).map(f -> f.count).orElse(0) + 1;
    boolean isPassing = mayPass(action, why) && count < PASSING;
    Duration wait = (why.isTransient() || isPassing ? soon : late).after(count);
    byAction.put(
        action.what(),
        new Failure(
            count,
            new Problem(
                service(action),
                reason(action, why),
                why.getMessage() + advice,
                !isPassing,
                now.plus(wait))));
  }

  /**
   * A port, or a name, that somebody is just about to let go; and what somebody took away since it
   * was looked at: the next plan makes it anew.
   */
  private static boolean mayPass(Action action, EngineException why) {
    return why.kind() == EngineException.Kind.PORT_IN_USE
        || (why.kind() == EngineException.Kind.NOT_FOUND
            && !(action instanceof Action.CreateContainer))
        || (why.kind() == EngineException.Kind.CONFLICT
            && (action instanceof SwarmAction
                || action instanceof Action.CreateContainer
                || action instanceof NetworkAction.CreateNetwork
                || action instanceof Action.Rename));
  }

  /**
   * What stands in the way, the soonest to be tried again first.
   *
   * @param ahead by how much the clock is ahead by which that is told
   */
  public List<Problem> problems(Duration ahead) {
    return Stream.concat(
            byAction.values().stream().map(Failure::problem), recreateBackoff.problems().stream())
        .map(problem -> problem.withRetryAt(problem.retryAt().plus(ahead)))
        .sorted(Comparator.comparing(Problem::retryAt))
        .toList();
  }

  private static String service(Action action) {
    return switch (action) {
      case Action.StartContainer start -> start.service();
      case Action.ObtainImage image -> image.service();
      case SwarmAction swarm -> swarm.service();
      default -> "";
    };
  }

  private static String reason(Action action, EngineException why) {
    if (why.kind() == EngineException.Kind.CONFLICT
        && (action instanceof NetworkAction.CheckNetwork
            || action instanceof NetworkAction.RemoveNetwork)) {
      return Reasons.NETWORK_IN_USE;
    }
    return switch (why.kind()) {
      case PORT_IN_USE -> Reasons.PORT_IN_USE;
      case DENIED -> Reasons.POLICY_DENIED;
      case CONFLICT -> Reasons.NAME_CONFLICT;
      case INVALID, NOT_FOUND -> Reasons.INVALID_SETTINGS;
      case IMAGE_NOT_FOUND -> Reasons.IMAGE_NOT_FOUND;
      case BUILD_FAILED -> Reasons.BUILD_FAILED;
      case REGISTRY_UNAVAILABLE -> Reasons.REGISTRY_UNREACHABLE;
      case UNAUTHORIZED, REGISTRY_BUSY -> Reasons.PULL_FAILED;
      case UNREACHABLE -> Reasons.ENGINE_UNREACHABLE;
      case NO_SPACE -> Reasons.ENGINE_DISK_FULL;
      case TIMEOUT, ENGINE_ERROR, NO_ADDRESSES -> Reasons.ENGINE_ERROR;
    };
  }
}
