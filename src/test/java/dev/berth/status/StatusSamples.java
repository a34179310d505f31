package dev.berth.status;

import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Statuses as somebody hears of them, made without a pass. */
public final class StatusSamples {
  private StatusSamples() {}

  /** As declared, or on its way there. */
  public static AppStatus of(long generation, Phase phase, Instant at) {
    boolean isReady = phase == Phase.RUNNING;
    return of(generation, phase, isReady ? Reasons.ALL_READY : Reasons.STARTING, "so it is", at);
  }

  /** With the reason of its readiness; stalled where it has failed. */
  public static AppStatus of(
      long generation, Phase phase, String reason, String message, Instant at) {
    boolean isStalled = phase == Phase.FAILED;
    return new AppStatus(
        generation,
        phase,
        1,
        List.of(
            condition(Condition.Type.READY, phase == Phase.RUNNING, reason, message, at),
            condition(Condition.Type.PROGRESSING, false, reason, message, at),
            condition(Condition.Type.DRIFTED, false, Reasons.IN_SYNC, "", at),
            condition(Condition.Type.STALLED, isStalled, reason, message, at)),
        new TreeMap<>());
  }

  /** With one container, which was started again so often. */
  public static AppStatus restarted(AppStatus status, int restarts) {
    AppStatus.Container container =
        new AppStatus.Container(
            "id",
            "name",
            1,
            1,
            "running",
            "none",
            restarts,
            OptionalInt.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty());
    AppStatus.ServiceStatus service =
        new AppStatus.ServiceStatus(
            1, 1, 1, Optional.empty(), List.of(), List.of(container), Optional.empty());
    return status.withServices(new TreeMap<>(Map.of("web", service)));
  }

  /** With something in the way, or something that differs. */
  public static AppStatus with(AppStatus status, Condition.Type type, String message) {
    return new AppStatus(
        status.observedGeneration(),
        status.phase(),
        status.revision(),
        status.conditions().stream()
            .map(c ->
                c.type() == type
                    ? condition(type, true, c.reason(), message, c.lastTransitionTime())
                    : c)
            .toList(),
        status.services());
  }

  private static Condition condition(
      Condition.Type type, boolean holds, String reason, String message, Instant at) {
    return new Condition(type, holds ? Verdict.TRUE : Verdict.FALSE, reason, message, at, 1);
  }
}
