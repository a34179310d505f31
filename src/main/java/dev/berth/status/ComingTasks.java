package dev.berth.status;

import dev.berth.observe.swarm.SwarmTask;
import dev.berth.plan.swarm.SwarmWish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says of an app on a Swarm how tasks come along that are not there yet. */
record ComingTasks(SwarmWish wish, List<SwarmTasks> services, boolean isPartlyUp) {
  /** A Swarm looks for a node again and again; after so long nobody expects one any more. */
  private static final Duration NO_NODE = Duration.ofSeconds(30);

  /** Tasks that no node takes. */
  Optional<Diagnosis> homeless() {
    for (SwarmTasks one : services) {
      for (SwarmTask task : one.all()) {
        boolean isWaiting = task.isWanted() && task.state().equals("pending");
        if (isWaiting && !task.error().isEmpty()) {
          boolean isOver = task.createdAt().plus(NO_NODE).isBefore(wish.now());
          String message = one.name(task) + ": " + task.error();
          return Optional.of(
              new Diagnosis(
                  isPartlyUp ? Phase.DEGRADED : Phase.PENDING,
                  reason(task.error()),
                  message,
                  isOver));
        }
      }
    }
    return Optional.empty();
  }

  private static String reason(String said) {
    if (said.contains("port already in use")) {
      return Reasons.PORT_IN_USE;
    }
    return said.contains("insufficient resources")
        ? Reasons.INSUFFICIENT_RESOURCES
        : Reasons.NO_SUITABLE_NODE;
  }

  Optional<Diagnosis> late() {
    Duration patience = wish.desired().app().rollout().patience();
    return services.stream()
        .flatMap(one ->
            one.all().stream()
                .filter(task -> task.isWanted() && task.state().equals("starting"))
                .filter(task -> task.since().plus(patience).isBefore(wish.now()))
                .map(task ->
                    new Diagnosis(
                        isPartlyUp ? Phase.DEGRADED : Phase.FAILED,
                        Reasons.READY_TIMEOUT,
                        one.name(task) + " is not ready after " + patience.toSeconds() + " s",
                        true)))
        .findFirst();
  }

  /** Nodes get images by themselves. */
  Optional<Diagnosis> preparing() {
    return services.stream()
        .flatMap(one ->
            one.all().stream()
                .filter(task -> task.isWanted() && task.state().equals("preparing"))
                .map(task ->
                    Diagnosis.progressing(
                        isPartlyUp ? Phase.UPDATING : Phase.PULLING,
                        Reasons.PULLING,
                        one.name(task) + " on " + one.host(task) + ": " + task.message())))
        .findFirst();
  }
}
