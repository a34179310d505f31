package dev.berth.reconcile.probe;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Service;
import java.time.Duration;
import java.util.Optional;

/** One question to a running container: does it do its work? Blocks for a moment. */
public interface Probe {

  /**
   * What is wrong, or empty if it is ready.
   *
   * @param age how long it has been running, as far as that is known
   */
  Optional<String> failure(ContainerView container, Service service, Duration age);

  /** Whether there is a check that was written for this container, and not just a port to try. */
  static boolean hasCheck(ContainerView container) {
    return container.life().health() != ContainerView.Health.NONE;
  }

  /** The last lines that a container wrote, for people to see why it is not ready. */
  String lastWords(ContainerView container);
}
