package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ContainerView.State;
import dev.berth.spec.Service;
import java.util.Optional;

/** When a container counts as ready, and when as having done all that it was for. */
public final class Readiness {
  private Readiness() {}

  /** Whether a container runs and passes its check, where it has one. */
  public static boolean isReady(ContainerView container) {
    Health health = container.life().health();
    return container.isRunning()
        && container.isPastHooks()
        && (health == Health.NONE || health == Health.HEALTHY);
  }

  /** Whether nobody knows yet: it has just started, or whoever asks has. */
  static boolean isUnknown(ContainerView container) {
    return container.isRunning() && container.life().health() == Health.STARTING;
  }

  /** Whether a container did all it was for: it ended well and its policy leaves it so. */
  public static boolean isCompleted(Service service, ContainerView container) {
    return container.life().state() == State.EXITED
        && container.life().exitCode().equals(Optional.of(0))
        && !service.restart().restarts(0, 0);
  }
}
