package dev.berth.reconcile;

import dev.berth.engine.EngineException;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
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

/**
 * Actions of one app that the engine would not do, and when each may be tried again, whatever wakes
 * the app before. A new generation starts with none. Used by one pass at a time.
 */
final class Failures {
  private final Backoff soon;
  private final Backoff late;
  private final Map<String, Failure> byAction = new HashMap<>();
  private long generation;

  private record Failure(int count, Problem problem) {}

  Failures(RandomGenerator chance) {
    this.soon = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), chance);
    this.late = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(2), chance);
  }

  /** Starts a pass for a generation. */
  void begin(long current) {
    if (generation != current) {
      byAction.clear();
      generation = current;
    }
  }

  /** Whether an action is to be left alone for now. */
  boolean holds(Action action, Instant now) {
    return Optional.ofNullable(byAction.get(action.what()))
        .filter(failure -> now.isBefore(failure.problem.retryAt()))
        .isPresent();
  }

  void succeeded(Action action) {
    byAction.remove(action.what());
  }

  void failed(Action action, EngineException why, String advice, Instant now) {
    int count = Optional.ofNullable(byAction.get(action.what())).map(f -> f.count).orElse(0) + 1;
    Duration wait = (why.isTransient() ? soon : late).after(count);
    byAction.put(
        action.what(),
        new Failure(
            count,
            new Problem(
                service(action),
                reason(why),
                why.getMessage() + advice,
                !why.isTransient(),
                now.plus(wait))));
  }

  /** Forgets what is not to be done any more. */
  void keepOnly(Plan plan) {
    Set<String> wanted =
        plan.steps().stream().map(step -> step.action().what()).collect(Collectors.toSet());
    byAction.keySet().retainAll(wanted);
  }

  /** What stands in the way, the soonest to be tried again first. */
  List<Problem> problems() {
    return byAction.values().stream()
        .map(Failure::problem)
        .sorted(Comparator.comparing(Problem::retryAt))
        .toList();
  }

  private static String service(Action action) {
    return switch (action) {
      case Action.StartContainer start -> start.service();
      case Action.ObtainImage image -> image.service();
      default -> "";
    };
  }

  private static String reason(EngineException why) {
    return switch (why.kind()) {
      case PORT_IN_USE -> Reasons.PORT_IN_USE;
      case CONFLICT -> Reasons.NAME_CONFLICT;
      case INVALID, NOT_FOUND -> Reasons.INVALID_SETTINGS;
      case IMAGE_NOT_FOUND -> Reasons.IMAGE_NOT_FOUND;
      case BUILD_FAILED -> Reasons.BUILD_FAILED;
      case UNAUTHORIZED, REGISTRY_UNAVAILABLE -> Reasons.PULL_FAILED;
      case UNREACHABLE -> Reasons.ENGINE_UNREACHABLE;
      case TIMEOUT, ENGINE_ERROR -> Reasons.ENGINE_ERROR;
    };
  }
}
