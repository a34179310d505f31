package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes from one service of an app to another: the old holder, who does not want it any more,
 * has to let go before the new one starts. Between the replicas of one service it is their own
 * affair.
 */
final class Handovers {
  private final App app;
  private final List<Holder> holders = new ArrayList<>();
  private final List<Blueprint> wanted = new ArrayList<>();

  /** A container, and what of it its own service does not want any more. */
  private record Holder(ContainerView container, String service, ExclusiveClaims leaves) {}

  Handovers(PlanningContext planningContext) {
    this.app = planningContext.desired().app();
    Blueprints blueprints = planningContext.blueprints();
    for (Service service : app.services().values()) {
      if (service.replicas() > 0) {
        wanted.add(blueprints.of(service, 1));
      }
    }
    for (ContainerView container : planningContext.seen().containers()) {
      String service = container.owner().map(Ownership::service).orElse("");
      if (container.life().state().isAlive()) {
        holders.add(new Holder(container, service, leaves(service, container)));
      }
    }
  }

  private ExclusiveClaims leaves(String service, ContainerView container) {
    return wanted.stream()
        .filter(blueprint -> blueprint.service().name().equals(service))
        .findFirst()
        .map(blueprint ->
            ExclusiveClaims.of(container.settings())
                .without(ExclusiveClaims.of(blueprint.settings())))
        .orElseGet(() -> ExclusiveClaims.of(container.settings()));
  }

  /** What a container of a service still waits for, in words. */
  Optional<String> obstacle(Blueprint blueprint) {
    ExclusiveClaims exclusiveClaims = ExclusiveClaims.of(blueprint.settings());
    return holders.stream()
        .filter(holder -> !holder.service.equals(blueprint.service().name()))
        .flatMap(holder ->
            exclusiveClaims.clash(holder.leaves).stream()
                .map(what -> what + " is still held by " + holder.container.name()))
        .findFirst();
  }

  /**
   * Whether another service waits for what a container holds and its own does not want.
   *
   * @param but one that does not count
   */
  boolean isAwaited(ContainerView container, String but) {
    return holders.stream()
        .filter(holder -> holder.container.equals(container))
        .anyMatch(holder ->
            wanted.stream()
                .filter(other -> !other.service().name().equals(holder.service))
                .filter(other -> !other.service().name().equals(but))
                .anyMatch(other ->
                    ExclusiveClaims.of(other.settings()).clash(holder.leaves).isPresent()));
  }

  /** Names of containers that services want for themselves. */
  private static Optional<String> ownName(Service service) {
    return service.networking().containerName();
  }

  /** Whether a service's own name is borne by a container of another that gives it up. */
  boolean isNameHeld(Service service, List<ContainerView> all) {
    return all.stream()
        .filter(c -> ownName(service).filter(c.name()::equals).isPresent())
        .map(c -> c.owner().map(Ownership::service).orElse(""))
        .anyMatch(holder ->
            !holder.equals(service.name())
                && Optional.ofNullable(app.services().get(holder))
                    .flatMap(Handovers::ownName)
                    .filter(name -> ownName(service).filter(name::equals).isPresent())
                    .isEmpty());
  }

  /** Whether another service wants the name that a container of a service bears. */
  boolean isNameAwaited(Service service, String name) {
    Set<String> names = new TreeSet<>();
    app.services().values().stream()
        .filter(other -> !other.name().equals(service.name()))
        .forEach(other -> ownName(other).ifPresent(names::add));
    return names.contains(name);
  }

  /** Likewise, and has all else that its own container is made of. */
  boolean isNameMissed(Service service, String name) {
    return wanted.stream()
        .filter(Blueprint::isMakeable)
        .map(Blueprint::service)
        .filter(other -> !other.name().equals(service.name()))
        .anyMatch(other -> ownName(other).filter(name::equals).isPresent());
  }
}
