package dev.berth.plan;

import dev.berth.engine.FakeHolder;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Rotation;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An engine in miniature: does what a plan says, so that plans can be judged by what they lead to.
 */
public final class World {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, ContainerView> containers = new TreeMap<>();
  private final List<NetworkView> networks = new ArrayList<>();
  private final List<VolumeView> volumes = new ArrayList<>();
  private final Map<String, ImageState> images = new TreeMap<>();
  private final Map<String, FakeHolder> holders = new TreeMap<>();
  private final Set<String> unreachable = new TreeSet<>();
  private Instant now = NOW;
  private int ids;

  /** What is started from now on is started then. */
  public void turnTo(Instant later) {
    now = later;
  }

  public Snapshot snapshot() {
    Map<String, Rotation> rotations = new TreeMap<>();
    holders.forEach((name, holder) -> {
      ContainerView container = containers.get(name);
      if (container != null && container.isRunning()) {
        String service = container.owner().orElseThrow().service();
        rotations.put(service.replaceAll("-holder$", ""), holder.rotation(this::isReachable));
      }
    });
    return new Snapshot(
            new ArrayList<>(containers.values()),
            networks,
            volumes,
            new TreeMap<>(images),
            Set.of())
        .withRotations(rotations);
  }

  private boolean isReachable(String name) {
    ContainerView container = containers.get(name);
    return container != null && container.isRunning() && !unreachable.contains(name);
  }

  /** Holders cannot reach it for now, or can again. */
  void reachable(String name, boolean isReachable) {
    if (isReachable) {
      unreachable.remove(name);
    } else {
      unreachable.add(name);
    }
  }

  /** The one holder. */
  FakeHolder holder() {
    return holders.values().iterator().next();
  }

  private FakeHolder holder(String container) {
    return holders.computeIfAbsent(
        container, name -> new FakeHolder(view(name).owner().orElseThrow().service()));
  }

  public void image(String service, String id) {
    image(service, id, ImageDefaults.NONE);
  }

  void image(String service, String id, ImageDefaults defaults) {
    ImageView view = new ImageView(id, List.of(), List.of(), 1, NOW, new TreeMap<>(), defaults);
    images.put(service, new ImageState.Present(service, view));
  }

  void imageMissing(String service) {
    images.put(service, new ImageState.Missing("ref-" + service));
  }

  void imageFailed(String service, String why) {
    images.put(service, new ImageState.Failed("ref-" + service, "ImageNotFound", why, Instant.MAX));
  }

  /** Does what is to be done for an app whose images are there, until nothing is. */
  void settle(DesiredApp desired) {
    desired.app().services().keySet().forEach(name -> image(name, "sha256:" + name));
    Planner planner = new Planner("me");
    Plan plan = planner.plan(desired, snapshot(), Restarts.NONE, NOW);
    for (int round = 0; round < 9 && !plan.isEmpty(); round++) {
      apply(plan);
      plan = planner.plan(desired, snapshot(), Restarts.NONE, NOW);
    }
    if (!plan.isEmpty()) {
      throw new IllegalStateException("still to be done: " + plan);
    }
  }

  public void apply(Plan plan) {
    plan.steps().forEach(step -> apply(step.action()));
  }

  private void apply(Action action) {
    switch (action) {
      case NetworkAction.CreateNetwork a ->
          networks.add(new NetworkView("net" + ++ids, a.name(), made(a.network()), a.labels()));
      case NetworkAction.RemoveNetwork a -> networks.removeIf(n -> n.id().equals(a.id()));
      case NetworkAction.CheckNetwork a -> {}
      case NetworkAction.Connect a -> connect(a.container(), a.endpoint());
      case Action.PlaceFiles a -> view(a.container());
      case Action.CreateVolume a -> volumes.add(made(a));
      case Action.KeepVolume a -> volumes.add(new VolumeView(a.name(), "local", a.labels()));
      case Action.RemoveVolume a -> volumes.removeIf(v -> v.name().equals(a.name()));
      case Action.CreateContainer a -> create(a.settings());
      case Action.StartContainer a -> start(a.container());
      case Action.StopContainer a -> end(a.container().name(), 0);
      case Action.KillContainer a -> end(a.container().name(), 137);
      case Action.RemoveContainer a -> containers.remove(a.container().name());
      case Action.UpdateRestart a -> {
        ContainerView c = view(a.container().name());
        put(c, c.life(), c.networks(), with(c.settings(), a.policy()));
      }
      case Action.UpdateLimits a -> {
        ContainerView c = view(a.container().name());
        put(c, c.life(), c.networks(), with(c.settings(), a.limits()));
      }
      case Action.Rename a -> rename(a.container().name(), a.name());
      case NetworkAction.Disconnect a -> {
        ContainerView c = view(a.container().name());
        Map<String, Set<String>> left = new TreeMap<>(c.networks());
        left.remove(a.network());
        put(c, c.life(), left, c.settings());
      }
      case Action.ObtainImage a -> image(a.service(), "sha256:" + a.service());
      case SwarmAction a -> throw new IllegalArgumentException(a.what());
      case HolderAction.Write a -> holder(a.container()).write(a.file().text());
      case HolderAction.Rotate a -> {
        holder(a.container()).write(a.file().text());
        a.commands().forEach(holder(a.container())::command);
      }
      case HolderAction.Reload a -> {
        holder(a.container()).write(a.file().text());
        holder(a.container()).load();
      }
    }
  }

  /** Local, and with the options of a local one, whatever it is asked for. */
  private static VolumeView made(Action.CreateVolume a) {
    TreeMap<String, String> options = new TreeMap<>();
    if (a.volume().driver().isEmpty()) {
      options.putAll(a.volume().driverOptions());
    }
    return new VolumeView(a.name(), "local", options, a.labels());
  }

  private static Network made(Network n) {
    return new Network(
        Optional.empty(),
        Optional.of(n.driver().orElse(Network.DEFAULT_DRIVER)),
        n.driverOptions(),
        n.ipam(),
        n.internal(),
        n.attachable(),
        Optional.empty(),
        Optional.of(n.ipv6().orElse(false)),
        new TreeMap<>(),
        false);
  }

  private ContainerView view(String name) {
    return Optional.ofNullable(containers.get(name)).orElseThrow();
  }

  private void create(ContainerSettings s) {
    if (containers.containsKey(s.name())) {
      throw new IllegalStateException("name " + s.name() + " is taken");
    }
    containers.put(
        s.name(),
        new ContainerView(
            "id" + ++ids,
            s.name(),
            s.labels(),
            life(ContainerView.State.CREATED, Optional.empty()),
            s.image(),
            s.image(),
            Map.of(),
            List.of(),
            s,
            mounted(s),
            now));
  }

  /** What has no name gets one by chance. */
  private SortedMap<String, String> mounted(ContainerSettings settings) {
    SortedMap<String, String> mounted = new TreeMap<>();
    for (Mount mount : settings.mounts()) {
      if (mount instanceof Mount.OfVolume volume) {
        mounted.put(mount.target(), volume.volume().orElseGet(() -> "chance" + ++ids));
      }
    }
    return mounted;
  }

  private ContainerView.Life life(ContainerView.State state, Optional<Integer> exit) {
    return life(state, exit, exit.map(code -> now));
  }

  private ContainerView.Life life(
      ContainerView.State state, Optional<Integer> exit, Optional<Instant> ended) {
    return new ContainerView.Life(
        state,
        ContainerView.Health.NONE,
        exit,
        false,
        "",
        0,
        state == ContainerView.State.CREATED ? Optional.empty() : Optional.of(now),
        ended,
        "");
  }

  /** When it ended before is kept, as engines do. */
  private void start(String name) {
    ContainerView c = view(name);
    for (ContainerView other : containers.values()) {
      if (other.life().state().isAlive() && !other.name().equals(name)) {
        refuse(c, other);
      }
    }
    ContainerView.Life life =
        life(ContainerView.State.RUNNING, Optional.empty(), c.life().finishedAt());
    put(c, life, attached(c), c.settings());
    Optional.ofNullable(holders.get(name)).ifPresent(FakeHolder::load);
  }

  /** As engines do. */
  private static void refuse(ContainerView starting, ContainerView holder) {
    List<String> addresses = addresses(holder);
    boolean clashes =
        starting.settings().ports().stream()
                .anyMatch(port -> holder.settings().ports().stream().anyMatch(port::clashesWith))
            || addresses(starting).stream().anyMatch(addresses::contains);
    if (clashes) {
      throw new IllegalStateException(starting.name() + " wants what " + holder.name() + " has");
    }
  }

  private static List<String> addresses(ContainerView container) {
    return container.settings().network().endpoints().stream()
        .flatMap(endpoint -> endpoint.wish().ipv4().stream())
        .toList();
  }

  private void connect(String name, Endpoint endpoint) {
    ContainerView c = view(name);
    Map<String, Set<String>> more = new TreeMap<>(c.networks());
    more.putAll(attached(endpoint));
    put(c, c.life(), more, c.settings());
  }

  private void rename(String name, String changed) {
    ContainerView c = view(name);
    if (containers.containsKey(changed)) {
      throw new IllegalStateException("name " + changed + " is taken");
    }
    containers.remove(name);
    containers.put(
        changed,
        new ContainerView(
            c.id(),
            changed,
            c.labels(),
            c.life(),
            c.image(),
            c.imageReference(),
            c.networks(),
            c.ports(),
            c.settings(),
            c.volumes(),
            c.createdAt()));
  }

  public void end(String name, int exitCode) {
    ContainerView c = view(name);
    put(c, life(ContainerView.State.EXITED, Optional.of(exitCode)), c.networks(), c.settings());
  }

  /** Somebody has asked it to end, and it has not yet. */
  void stopping(String name) {
    ContainerView c = view(name);
    put(c, life(ContainerView.State.STOPPING, Optional.empty()), c.networks(), c.settings());
  }

  /** The engine could not start it. */
  void stillborn(String name, String error) {
    ContainerView c = view(name);
    ContainerView.Life life =
        new ContainerView.Life(
            ContainerView.State.CREATED,
            ContainerView.Health.NONE,
            Optional.empty(),
            false,
            error,
            0,
            Optional.empty(),
            Optional.empty(),
            "");
    put(c, life, c.networks(), c.settings());
  }

  /** Its check has not passed yet, or it has. */
  public void health(String name, ContainerView.Health health) {
    containers.put(name, view(name).withHealth(health, ""));
  }

  /** Somebody runs {@code docker update --memory}. */
  public void limit(String name, long memory) {
    ContainerView c = view(name);
    Resources r = c.settings().resources();
    Resources limited =
        new Resources(r.nanoCpus(), OptionalLong.of(memory), r.memoryReservationBytes(), r.pids());
    put(c, c.life(), c.networks(), with(c.settings(), limited));
  }

  void remove(String name) {
    containers.remove(name);
  }

  /** Somebody has put another one in its place, with all that was on it. */
  void replace(NetworkView network) {
    networks.replaceAll(n -> n.name().equals(network.name()) ? network : n);
  }

  void removeNetworks() {
    networks.clear();
    List.copyOf(containers.values()).forEach(c -> put(c, c.life(), Map.of(), c.settings()));
  }

  private static ContainerSettings with(ContainerSettings s, RestartPolicy restart) {
    return with(s, restart, s.resources());
  }

  private static ContainerSettings with(ContainerSettings s, Resources limits) {
    return with(s, s.restart(), limits);
  }

  private static ContainerSettings with(
      ContainerSettings s, RestartPolicy restart, Resources limits) {
    return s.with(restart, limits);
  }

  private Map<String, Set<String>> attached(ContainerView container) {
    Map<String, Set<String>> attached = new TreeMap<>(container.networks());
    container.settings().network().endpoints().stream()
        .limit(1)
        .forEach(first -> attached.putAll(attached(first)));
    return attached;
  }

  private Map<String, Set<String>> attached(Endpoint endpoint) {
    return networks.stream()
        .filter(network -> network.name().equals(endpoint.network()))
        .collect(Collectors.toMap(NetworkView::id, network -> endpoint.aliases()));
  }

  private void put(
      ContainerView c,
      ContainerView.Life life,
      Map<String, Set<String>> attached,
      ContainerSettings settings) {
    containers.put(
        c.name(),
        new ContainerView(
            c.id(),
            c.name(),
            c.labels(),
            life,
            c.image(),
            c.imageReference(),
            attached,
            c.ports(),
            settings,
            c.volumes(),
            c.createdAt()));
  }

  List<String> names() {
    return List.copyOf(containers.keySet());
  }
}
