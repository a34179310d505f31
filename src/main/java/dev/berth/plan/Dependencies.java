package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import dev.berth.spec.SharedNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of other services before a container of one starts. What was before somebody asked
 * for a start satisfies nothing, and for a container that is new neither does what is about to make
 * room for another.
 */
final class Dependencies {
  private final PlanningContext planningContext;
  private final Blueprints blueprints;
  private final List<Dependency> all;
  private final boolean isNew;

  /**
   * For a container of a service.
   *
   * @param isNew false for one that has only died: it takes what is there
   */
  Dependencies(PlanningContext planningContext, Service service, boolean isNew) {
    this.planningContext = planningContext;
    this.blueprints = planningContext.blueprints();
    this.isNew = isNew;
    this.all = new ArrayList<>(service.dependencies());
    SharedNamespace.services(service).stream()
        .map(shared -> Dependency.on(shared.service(), Dependency.Condition.STARTED))
        .forEach(all::add);
  }

  /** What it still waits for, or empty if it may start. */
  Optional<String> unmet() {
    return all.stream()
        .filter(dependency -> dependency.required() || failure(dependency).isEmpty())
        .flatMap(dependency -> unmet(dependency).stream())
        .findFirst();
  }

  /** What has failed of that which it can do without. */
  List<String> forgone() {
    return all.stream()
        .filter(dependency -> !dependency.required())
        .flatMap(dependency -> failure(dependency).stream())
        .toList();
  }

  private Optional<Service> service(Dependency dependency) {
    return Optional.ofNullable(
        planningContext.desired().app().services().get(dependency.service()));
  }

  private Optional<String> unmet(Dependency dependency) {
    Optional<Service> other = service(dependency);
    for (int replica = 1; other.isPresent() && replica <= other.get().replicas(); replica++) {
      Blueprint blueprint = blueprints.of(other.get(), replica);
      if (claimants(dependency, blueprint).noneMatch(c -> holds(dependency, other.get(), c))) {
        return Optional.of(
            dependency.service()
                + " is not "
                + word(dependency.condition())
                + despair(dependency, other.get()));
      }
    }
    return Optional.empty();
  }

  /** What is started again however it ends is never done: Docker Compose waits without a word. */
  private static String despair(Dependency dependency, Service other) {
    boolean isVain =
        dependency.condition() == Dependency.Condition.COMPLETED && other.restart().restarts(0, 0);
    return isVain
        ? ", and never will be: with restart "
            + other.restart().mode().text()
            + " it is started again each time; give services."
            + other.name()
            + ".restart the value on-failure or \"no\""
        : "";
  }

  private Stream<ContainerView> claimants(Dependency dependency, Blueprint blueprint) {
    boolean takesAny =
        !isNew
            || blueprint.image().filter(ImageState.Failed.class::isInstance).isPresent()
            || (!dependency.restart()
                && RolloutBudget.overlaps(
                    planningContext.desired(), blueprint.service(), blueprint.imageDefaults()));
    return planningContext.seen().of(blueprint.service().name()).stream()
        .filter(c -> c.owner().map(Ownership::replica).orElse(0) == blueprint.replica())
        .filter(c -> !blueprint.renewal().isAsked(c))
        .filter(c -> takesAny || blueprint.fits(c));
  }

  private static boolean holds(Dependency dependency, Service other, ContainerView container) {
    boolean completed = Readiness.isCompleted(other, container);
    return switch (dependency.condition()) {
      case STARTED -> completed || (container.isRunning() && container.isPastHooks());
      case HEALTHY, READY -> completed || Readiness.isReady(container);
      case COMPLETED -> completed;
    };
  }

  /** Why what it depends on will not be as it should, or empty while that may still come. */
  private Optional<String> failure(Dependency dependency) {
    Optional<Service> other = service(dependency);
    if (other.isEmpty() || unmet(dependency).isEmpty()) {
      return Optional.empty();
    }
    Optional<String> image =
        planningContext.seen().image(other.get().name()).flatMap(Dependencies::failure);
    return image
        .or(() ->
            containers(dependency, other.get())
                .flatMap(c -> failure(other.get(), c).stream())
                .findFirst())
        .map(why -> "optional dependency " + other.get().name() + " has failed: " + why);
  }

  private Stream<ContainerView> containers(Dependency dependency, Service other) {
    return Stream.iterate(1, replica -> replica <= other.replicas(), replica -> replica + 1)
        .flatMap(replica -> claimants(dependency, blueprints.of(other, replica)));
  }

  private static Optional<String> failure(ImageState image) {
    return image instanceof ImageState.Failed failed
        ? Optional.of(failed.message())
        : Optional.empty();
  }

  private Optional<String> failure(Service other, ContainerView container) {
    if (container.hookFailure().isPresent()) {
      return container.hookFailure();
    }
    ContainerView.Life life = container.life();
    if (life.health() == Health.UNHEALTHY || life.health() == Health.FAILING) {
      return Optional.of(container.name() + " fails its health check");
    }
    boolean isOver =
        life.state() == ContainerView.State.EXITED
            && !other
                .restart()
                .restarts(
                    life.exitCode().orElse(0), planningContext.restarts().count(container) - 1);
    return Optional.of(container.name() + " exited " + life.exitCode().orElse(0))
        .filter(why ->
            (isOver && !Readiness.isCompleted(other, container))
                || planningContext.restarts().isLooping(container, planningContext.now()));
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
