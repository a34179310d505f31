package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One replica's place and who claims it.
 *
 * @param keeper the container that is what it should be; of several the one furthest in life
 * @param others to be ended: outdated ones and duplicates
 */
record ReplicaSlot(
    Blueprint blueprint, Optional<ContainerView> keeper, List<ContainerView> others) {
  ReplicaSlot {
    others = List.copyOf(others);
  }

  private static final Comparator<ContainerView> FURTHEST_FIRST =
      Comparator.comparingInt(ReplicaSlot::rank)
          .thenComparing(ContainerView::createdAt)
          .thenComparing(ContainerView::id);

  static ReplicaSlot of(Blueprint blueprint, List<ContainerView> claimants) {
    Optional<ContainerView> keeper =
        claimants.stream()
            .filter(c -> comesBack(c, blueprint) && blueprint.fits(c))
            .min(FURTHEST_FIRST);
    List<ContainerView> others =
        claimants.stream().filter(c -> keeper.filter(c::equals).isEmpty()).toList();
    return new ReplicaSlot(blueprint, keeper, others);
  }

  /** From this rank on a container cannot be brought to life. */
  private static final int LOST = 5;

  /** One that is being stopped starts again afterwards, if its policy says so whatever its end. */
  private static boolean comesBack(ContainerView container, Blueprint blueprint) {
    return rank(container) < LOST
        || (container.life().state() == ContainerView.State.STOPPING
            && blueprint.service().restart().restarts(0, 0));
  }

  private static int rank(ContainerView container) {
    return switch (container.life().state()) {
      case RUNNING -> Readiness.isReady(container) ? 0 : 1;
      case PAUSED, RESTARTING -> 2;
      case EXITED -> 3;
      case CREATED -> 4;
      case STOPPING -> LOST;
      case REMOVING, DEAD -> LOST + 1;
    };
  }

  /** Whether anybody does the replica's work. */
  boolean isAtWork(Rotations rotations) {
    return claimants().anyMatch(rotations::isAtWork);
  }

  /**
   * Of the old ones that are at work the one to keep until its successor is: of several, as updates
   * leave them that came one upon the other, the others are free to go.
   */
  Optional<ContainerView> lastAtWork(Rotations rotations) {
    return others.stream()
        .filter(rotations::isAtWork)
        .max(Comparator.comparing(ContainerView::createdAt).thenComparing(ContainerView::id));
  }

  /** How many containers of the replica may hold its port or its files. */
  int living() {
    return (int) claimants().filter(container -> container.life().state().isAlive()).count();
  }

  private Stream<ContainerView> claimants() {
    return Stream.concat(keeper.stream(), others.stream());
  }

  /** Whether what stood in the replica's place before is still alive. */
  boolean hasLivingPredecessor() {
    return others.stream().anyMatch(other -> other.life().state().isAlive());
  }

  /** Why a container that runs, and is as declared, has to end and start anew; mostly empty. */
  Optional<String> endCause(ContainerView container, Restarts restarts) {
    String output = container.life().lastHealthOutput().strip();
    return blueprint
        .renewal()
        .otherCause(container)
        .or(() ->
            Optional.of(output.isEmpty() ? "unhealthy" : "unhealthy: " + output)
                .filter(cause -> isHung(container, restarts)));
  }

  /** Whether it fails its check and a restart may help: then its end counts as a death. */
  private boolean isHung(ContainerView container, Restarts restarts) {
    Service service = blueprint.service();
    return container.life().health() == ContainerView.Health.UNHEALTHY
        && service.onUnhealthy() == Service.OnUnhealthy.RESTART
        && service.restart().restarts(1, restarts.count(container));
  }

  /** Why a container is made. */
  String creationCause() {
    return others.stream().findFirst().map(this::cause).orElse("no container");
  }

  /** Why an old container goes. */
  String cause(ContainerView other) {
    return blueprint.misfit(other).orElse(rank(other) < LOST ? "duplicate" : "dead");
  }
}
