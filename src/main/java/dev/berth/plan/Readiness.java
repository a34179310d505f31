package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Optional;

/** When a container, or a service, counts as ready, and what a dependency waits for. */
public final class Readiness {
  private Readiness() {}

  /** Whether a container runs and passes its check, where it has one. */
  public static boolean isReady(ContainerView container) {
    Health health = container.life().health();
    return container.isRunning() && (health == Health.NONE || health == Health.HEALTHY);
  }

  /** Whether a container did all it was for: it ended well and its policy leaves it so. */
  public static boolean isCompleted(Service service, ContainerView container) {
    return container.life().state() == State.EXITED
        && container.life().exitCode().equals(Optional.of(0))
        && !service.restart().restarts(0, 0);
  }

  /** What a dependency still waits for, or empty if it holds. */
  static Optional<String> unmet(Dependency dependency, Service other, Snapshot seen) {
    for (int replica = 1; replica <= other.replicas(); replica++) {
      if (!holds(dependency.condition(), other, replica, seen)) {
        return Optional.of(other.name() + " is not " + word(dependency.condition()));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(
      Dependency.Condition condition, Service other, int replica, Snapshot seen) {
    List<ContainerView> containers =
        seen.of(other.name()).stream()
            .filter(c -> c.owner().map(Ownership::replica).orElse(0) == replica)
            .toList();
    return switch (condition) {
      case STARTED -> containers.stream().anyMatch(c -> c.isRunning() || isCompleted(other, c));
      case HEALTHY, READY -> containers.stream().anyMatch(c -> isReady(c) || isCompleted(other, c));
      case COMPLETED -> containers.stream().anyMatch(c -> isCompleted(other, c));
    };
  }

  private static String word(Dependency.Condition condition) {
    return switch (condition) {
      case STARTED -> "started";
      case HEALTHY -> "healthy";
      case READY -> "ready";
      case COMPLETED -> "completed";
    };
  }
}
