package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.State;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.Volume;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An engine in thought, with one app on it: it does what plans say, and all goes well. What starts
 * is ready at the next look, and who asks a holder has got his answer by then.
 */
final class SupposedEngine {
  private final Snapshot real;
  private final Map<String, ContainerView> containers = new TreeMap<>();
  private final List<NetworkView> networks;
  private final List<VolumeView> volumes;
  private final SupposedImages images;
  private final SupposedHolders holders;
  private Instant now;
  private int ids;

  /** Begins with what is there. */
  SupposedEngine(DesiredApp desired, Snapshot real, Instant now) {
    this.real = real;
    this.now = now;
    this.networks = new ArrayList<>(real.networks());
    this.volumes = new ArrayList<>(real.volumes());
    this.images = new SupposedImages(real.images());
    this.holders = new SupposedHolders(desired, real.rotations());
    real.containers().forEach(container -> containers.put(container.name(), container));
  }

  Snapshot snapshot() {
    return new Snapshot(
        List.copyOf(containers.values()),
        networks,
        volumes,
        images.states(),
        real.habits(),
        real.outside(),
        holders.rotations(this::isRunning));
  }

  private boolean isRunning(String name) {
    return find(name).filter(ContainerView::isRunning).isPresent();
  }

  private Optional<ContainerView> find(String name) {
    return Optional.ofNullable(containers.get(name));
  }

  /** What is done from now on is done then. */
  void turnTo(Instant later) {
    now = later;
  }

  /** Images that somebody is at work on are there. */
  void arrive() {
    images.arrive();
  }

  /** A container has done all that it was for. */
  void complete(ContainerView container) {
    end(container, 0);
  }

  void apply(Plan plan) {
    plan.steps().forEach(step -> apply(step.action()));
  }

  private void apply(Action action) {
    switch (action) {
      case NetworkAction a -> apply(a);
      case Action.PlaceFiles a -> {}
      case Action.CreateVolume a -> volumes.add(made(a));
      case Action.KeepVolume a ->
          volumes.add(new VolumeView(a.name(), Volume.DEFAULT_DRIVER, a.labels()));
      case Action.RemoveVolume a -> volumes.removeIf(volume -> volume.name().equals(a.name()));
      case Action.CreateContainer a -> create(a.settings());
      case Action.StartContainer a -> find(a.container()).ifPresent(this::start);
      case Action.StopContainer a -> end(a.container(), 0);
      case Action.KillContainer a -> end(a.container(), 128 + 9);
      case Action.RemoveContainer a -> remove(a.container());
      case Action.UpdateRestart a ->
          set(a.container(), settings -> settings.with(a.policy(), settings.resources()));
      case Action.UpdateLimits a ->
          set(a.container(), settings -> settings.with(settings.restart(), a.limits()));
      case Action.Rename a -> rename(a.container(), a.name());
      case Action.ObtainImage a -> images.obtain(a.service(), a.reference(), now);
      case SwarmAction a -> throw new IllegalArgumentException(a.what() + " is for a Swarm");
      case HolderAction a -> find(a.container()).ifPresent(holder -> holders.tell(a, holder));
    }
  }

  private void apply(NetworkAction action) {
    switch (action) {
      case NetworkAction.CreateNetwork a ->
          networks.add(new NetworkView(id(), a.name(), made(a.network()), a.labels()));
      case NetworkAction.RemoveNetwork a ->
          networks.removeIf(network -> network.id().equals(a.id()));
      case NetworkAction.CheckNetwork a -> {}
      case NetworkAction.Connect a -> connect(a.container(), a.endpoint());
      case NetworkAction.Disconnect a -> disconnect(a.container(), a.network());
    }
  }

  private String id() {
    return "supposed" + ++ids;
  }

  /** With what engines fill in. */
  private static Network made(Network wanted) {
    return new Network(
        Optional.empty(),
        Optional.of(wanted.driver().orElse(Network.DEFAULT_DRIVER)),
        wanted.driverOptions(),
        wanted.ipam(),
        wanted.internal(),
        wanted.attachable(),
        Optional.empty(),
        Optional.of(wanted.ipv6().orElse(false)),
        new TreeMap<>(),
        false);
  }

  private static VolumeView made(Action.CreateVolume action) {
    return new VolumeView(
        action.name(),
        action.volume().driver().orElse(Volume.DEFAULT_DRIVER),
        action.volume().driverOptions(),
        action.labels());
  }

  private void put(ContainerView container) {
    containers.put(container.name(), container);
  }

  /** Another step of the same pass may have changed it since it was seen. */
  private void set(ContainerView container, UnaryOperator<ContainerSettings> change) {
    ContainerView current = find(container.name()).orElse(container);
    put(current.withSettings(change.apply(current.settings())));
  }

  private void create(ContainerSettings settings) {
    ContainerView.Life unborn =
        life(State.CREATED, Optional.empty(), Optional.empty(), Optional.empty());
    put(
        new ContainerView(
            id(),
            settings.name(),
            settings.labels(),
            unborn,
            settings.image(),
            settings.image(),
            Map.of(),
            List.of(),
            new ImagePart(images.defaults(settings.image())).filledInto(settings),
            mounted(settings),
            now));
  }

  /** What has no name gets one by chance. */
  private SortedMap<String, String> mounted(ContainerSettings settings) {
    SortedMap<String, String> mounted = new TreeMap<>();
    for (Mount mount : settings.mounts()) {
      if (mount instanceof Mount.OfVolume volume) {
        mounted.put(mount.target(), volume.volume().orElseGet(this::id));
      }
    }
    return mounted;
  }

  private static ContainerView.Life life(
      State state, Optional<Integer> exitCode, Optional<Instant> begun, Optional<Instant> ended) {
    return new ContainerView.Life(
        state, ContainerView.Health.NONE, exitCode, false, "", 0, begun, ended, "");
  }

  /** When it ended before is kept, as engines do; only the first network comes with the start. */
  private void start(ContainerView container) {
    put(
        container.withLife(
            life(
                State.RUNNING, Optional.empty(), Optional.of(now), container.life().finishedAt())));
    container.settings().network().endpoints().stream()
        .limit(1)
        .forEach(first -> connect(container.name(), first));
    holders.start(container);
  }

  private void end(ContainerView container, int exitCode) {
    put(
        container.withLife(
            life(
                State.EXITED,
                Optional.of(exitCode),
                container.life().startedAt(),
                Optional.of(now))));
    holders.end(container);
  }

  private void remove(ContainerView container) {
    containers.remove(container.name());
    holders.end(container);
  }

  private void rename(ContainerView container, String name) {
    ContainerView current = find(container.name()).orElse(container);
    containers.remove(container.name());
    put(current.withName(name));
  }

  private void connect(String name, Endpoint endpoint) {
    find(name)
        .ifPresent(container -> {
          Map<String, Set<String>> attached = new TreeMap<>(container.networks());
          networks.stream()
              .filter(network -> network.name().equals(endpoint.network()))
              .forEach(network -> attached.put(network.id(), endpoint.aliases()));
          real.outside()
              .network(endpoint.network())
              .ifPresent(network -> attached.put(network.id(), endpoint.aliases()));
          put(container.withNetworks(attached));
        });
  }

  private void disconnect(ContainerView container, String network) {
    ContainerView current = find(container.name()).orElse(container);
    Map<String, Set<String>> left = new TreeMap<>(current.networks());
    left.remove(network);
    put(current.withNetworks(left));
  }
}
