package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How containers end: first stopped, and when they are dead, removed. */
final class RemovePlan {
  private RemovePlan() {}

  /** Why a container has no place in the app any more, or empty if it has. */
  static Optional<String> surplus(App app, ContainerView container) {
    Ownership owner = container.owner().orElseThrow();
    Service service = app.services().get(owner.service());
    if (service == null) {
      return Optional.of("service " + owner.service() + " is not wanted any more");
    }
    if (owner.replica() > service.replicas() || owner.replica() < 1) {
      return Optional.of("scaled down to " + service.replicas());
    }
    return Optional.empty();
  }

  /**
   * The next step towards a container's end.
   *
   * @param after steps that must succeed before
   * @return the index of the step that removes it; empty while it has to stop first
   */
  static OptionalInt remove(
      DesiredApp desired, ContainerView container, String cause, Set<Integer> after, Steps steps) {
    return switch (container.life().state()) {
      case CREATED, EXITED, DEAD ->
          OptionalInt.of(steps.add(new Action.RemoveContainer(container, cause), after));
      case RUNNING, PAUSED, RESTARTING -> {
        steps.end(container, grace(desired, container), cause, after);
        yield OptionalInt.empty();
      }
      case STOPPING, REMOVING -> OptionalInt.empty();
    };
  }

  /** Ends a container of a stopped app and leaves it lying, as {@code docker stop} does. */
  static void stop(DesiredApp desired, ContainerView container, Steps steps) {
    DesiredApp.Halt halt = desired.halt();
    switch (container.life().state()) {
      case RUNNING, PAUSED, RESTARTING ->
          steps.add(
              halt.signal().isPresent()
                  ? new Action.KillContainer(container, halt.signal().get(), "app is killed")
                  : new Action.StopContainer(
                      container, grace(desired, container), "app is stopped"),
              Set.of());
      case CREATED, STOPPING, REMOVING, EXITED, DEAD -> {}
    }
  }

  private static Duration grace(DesiredApp desired, ContainerView container) {
    return desired.halt().grace().orElseGet(() -> ownGrace(desired.app(), container));
  }

  /**
   * What the container was made with comes first, as in Docker: it may be of a service that is no
   * more, or wants another grace by now.
   */
  private static Duration ownGrace(App app, ContainerView container) {
    return container
        .settings()
        .process()
        .stopGrace()
        .or(() ->
            container
                .owner()
                .flatMap(owner -> Optional.ofNullable(app.services().get(owner.service())))
                .map(service -> service.process().grace()))
        .orElse(ProcessSpec.DEFAULT_GRACE);
  }
}
