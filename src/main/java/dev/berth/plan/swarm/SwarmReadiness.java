package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Optional;

/** Which tasks count as ready, and what must hold of other services before one is made. */
public final class SwarmReadiness {
  private SwarmReadiness() {}

  /**
   * A Swarm says of a task that it starts until its health check passes; and of one whose node is
   * lost, for good, that it runs.
   */
  public static boolean isReady(SwarmWish wish, SwarmTask task) {
    return task.isWanted() && task.isRunning() && wish.seen().isOnReadyNode(task);
  }

  /** Tasks of a service that are ready, whatever they were made for. */
  public static List<SwarmTask> ready(SwarmWish wish, SwarmService service) {
    return wish.seen().tasks(service).stream().filter(task -> isReady(wish, task)).toList();
  }

  /** What a service that is to be made still waits for, or empty. */
  static Optional<String> unmet(SwarmWish wish, Service service) {
    return service.dependencies().stream()
        .filter(Dependency::required)
        .flatMap(dependency -> unmet(wish, dependency).stream())
        .findFirst();
  }

  private static Optional<String> unmet(SwarmWish wish, Dependency dependency) {
    Optional<Service> other =
        Optional.ofNullable(wish.desired().app().services().get(dependency.service()));
    if (other.isEmpty()) {
      return Optional.empty();
    }
    Optional<SwarmService> there = wish.seen().service(wish.name(other.get()));
    boolean isMet =
        dependency.condition() == Dependency.Condition.COMPLETED
            ? there.filter(one -> hasEndedWell(wish, other.get(), one)).isPresent()
            : there
                .filter(one ->
                    ready(wish, one).size() >= wish.tasks(other.get())
                        || hasEndedWell(wish, other.get(), one))
                .isPresent();
    return isMet
        ? Optional.empty()
        : Optional.of(dependency.service() + " is not " + word(dependency.condition()));
  }

  private static String word(Dependency.Condition condition) {
    return switch (condition) {
      case STARTED -> "started";
      case HEALTHY -> "healthy";
      case COMPLETED -> "completed";
      case READY -> "ready";
    };
  }

  /** Whether all tasks of a service that may end have ended with exit code 0. */
  public static boolean hasEndedWell(SwarmWish wish, Service service, SwarmService there) {
    long complete =
        wish.seen().tasks(there).stream()
            .filter(task -> task.isComplete() && task.fingerprint().equals(there.fingerprint()))
            .map(task -> task.slot() == 0 ? task.node() : "" + task.slot())
            .distinct()
            .count();
    return complete > 0
        && complete >= wish.tasks(service)
        && (SwarmJobs.mode(wish.desired().app(), service).isJob()
            || !service.restart().restarts(0, 0));
  }
}
