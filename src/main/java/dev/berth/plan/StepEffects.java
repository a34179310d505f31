package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** What the steps of one pass change, and whom they disturb. */
public final class StepEffects {
  private final DesiredApp desired;
  private final Snapshot seen;
  private final Blueprints blueprints;
  private final Rotations rotations;

  /** What a step costs whoever uses the service just then. */
  public enum Disruption {
    /** Nothing: nobody's work ends, or others go on with it. */
    NONE,
    /** A container ends and starts again. */
    RESTART,
    /** A container ends, and another one comes in its place. */
    RECREATE,
    /** Likewise, and nobody answers at its ports on the machine meanwhile. */
    PORT,
    /** A container ends, and nothing comes in its place. */
    STOP
  }

  /** Of a pass that is planned on what is seen. */
  public StepEffects(String instance, DesiredApp desired, Snapshot seen) {
    this.desired = desired;
    this.seen = seen;
    this.blueprints = new Blueprints(instance, desired, seen);
    this.rotations = new Rotations(desired, seen);
  }

  /** Which replica of its service a container that is made, or is there, is. */
  public OptionalInt replica(Action action, Optional<String> container) {
    Optional<SortedMap<String, String>> labels =
        action instanceof Action.CreateContainer make
            ? Optional.of(make.settings().labels())
            : container.flatMap(this::find).map(ContainerView::labels);
    return labels
        .flatMap(Ownership::of)
        .map(owner -> OptionalInt.of(owner.replica()))
        .orElse(OptionalInt.empty());
  }

  private Optional<ContainerView> find(String name) {
    return seen.containers().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The fields for which it is done, as far as it is done for fields; in path order. */
  public List<Drift> changes(Action action) {
    return switch (action) {
      case Action.CreateContainer a ->
          Ownership.of(a.settings().labels()).flatMap(this::predecessor).stream()
              .flatMap(old -> replaced(old).stream())
              .toList();
      case Action.StopContainer a -> replaced(a.container());
      case Action.KillContainer a -> replaced(a.container());
      case Action.RemoveContainer a -> replaced(a.container());
      case Action.UpdateLimits a -> limits(a.container());
      case Action.UpdateRestart a -> restart(a.container());
      case Action.Rename a -> name(a.container());
      case NetworkAction.Connect a ->
          find(a.container()).map(c -> networks(c, a.endpoint().network())).orElse(List.of());
      case NetworkAction.Disconnect a -> networks(a.container(), a.network());
      default -> List.of();
    };
  }

  private List<Drift> limits(ContainerView container) {
    return repairs(container).stream()
        .filter(drift -> drift.repair() == Drift.Repair.UPDATE)
        .toList();
  }

  private List<Drift> restart(ContainerView container) {
    return service(container).flatMap(service -> Drifts.ofRestart(service, container)).stream()
        .toList();
  }

  private List<Drift> name(ContainerView container) {
    return blueprint(container).flatMap(wanted -> Drifts.ofName(wanted, container)).stream()
        .toList();
  }

  private Optional<ContainerView> predecessor(Ownership owner) {
    return seen.of(owner.service()).stream()
        .filter(c -> c.owner().filter(o -> o.replica() == owner.replica()).isPresent())
        .filter(c -> !replaced(c).isEmpty())
        .findFirst();
  }

  /** Why a container cannot stay. */
  private List<Drift> replaced(ContainerView container) {
    return blueprint(container).filter(wanted -> !wanted.fits(container)).isPresent()
        ? repairs(container)
        : List.of();
  }

  private List<Drift> repairs(ContainerView container) {
    return blueprint(container).map(wanted -> wanted.repairs(container)).orElse(List.of());
  }

  private List<Drift> networks(ContainerView container, String network) {
    Optional<Blueprint> wanted = blueprint(container);
    if (wanted.isEmpty() || !container.isRunning()) {
      return List.of();
    }
    Map<String, NetworkView> standing = AppInfrastructure.standing(desired.app(), seen);
    String path = "networks." + network;
    return Drifts.ofNetworks(wanted.get().settings(), standing, container).stream()
        .filter(drift -> drift.path().equals(path) || drift.path().startsWith(path + "."))
        .toList();
  }

  private Optional<Service> service(ContainerView container) {
    return container
        .owner()
        .flatMap(owner -> Optional.ofNullable(desired.app().services().get(owner.service())));
  }

  /** What a container is to be; empty where it is to be nothing. */
  private Optional<Blueprint> blueprint(ContainerView container) {
    if (desired.isDeleting()
        || desired.isStopped()
        || container.owner().isEmpty()
        || RemovePlan.surplus(desired.app(), container).isPresent()) {
      return Optional.empty();
    }
    int replica = container.owner().get().replica();
    return service(container).map(service -> blueprints.of(service, replica));
  }

  /** What it costs. */
  public Disruption disruption(Action action) {
    return switch (action) {
      case Action.StopContainer a -> end(a.container());
      case Action.KillContainer a -> end(a.container());
      case Action.RemoveContainer a -> end(a.container());
      default -> Disruption.NONE;
    };
  }

  private Disruption end(ContainerView container) {
    if (!container.life().state().isAlive() || isStoodInFor(container)) {
      return Disruption.NONE;
    }
    Optional<Blueprint> wanted = blueprint(container);
    if (wanted.isEmpty()) {
      return Disruption.STOP;
    }
    if (wanted.get().fits(container)) {
      return Disruption.RESTART;
    }
    return container.settings().ports().stream().anyMatch(Port::isFixed)
        ? Disruption.PORT
        : Disruption.RECREATE;
  }

  /** Whether somebody else behind the same holder goes on with its work. */
  private boolean isStoodInFor(ContainerView container) {
    return container.owner().flatMap(owner -> rotations.of(owner.service())).stream()
        .flatMap(rotation -> rotation.slots().stream())
        .anyMatch(slot -> slot.isServing() && !slot.container().equals(container.name()));
  }
}
