package dev.berth.engine;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.reconcile.probe.ListeningPorts;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.Holders;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.Port;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An engine in memory that obeys {@link EngineContract}, for tests that are fast or need faults.
 */
public final class FakeEngine implements ContainerEngine {
  private final InstantSource clock;
  private final Map<String, FakeContainer> containers = new TreeMap<>();
  private final Map<String, NetworkView> networks = new TreeMap<>();
  private final Map<String, VolumeView> volumes = new TreeMap<>();
  private final Map<String, ImageView> images = new TreeMap<>();
  private final List<String> registry = new ArrayList<>();
  private final List<EngineEvents> listeners = new CopyOnWriteArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private UnaryOperator<ContainerSettings> meddler = settings -> settings;

  /** Lines that who follows a container finds in its log. */
  public static final int CHATTER = 100;

  private boolean reachable = true;
  private boolean hasRoom = true;
  private int addressPools = Integer.MAX_VALUE;
  private final Map<String, ExecResult> hooks = new TreeMap<>();
  private final FakeHolders holders = new FakeHolders();
  private int ids;

  /** With the real time. */
  public FakeEngine() {
    this(InstantSource.system());
  }

  /** With a time of its own. */
  public FakeEngine(InstantSource clock) {
    this.clock = clock;
  }

  /** So many networks get addresses by default. */
  public synchronized void limitAddressPools(int most) {
    addressPools = most;
  }

  /** Whether there is room on its disk. */
  public synchronized void setRoom(boolean room) {
    hasRoom = room;
  }

  /** Puts an image where a pull finds it. */
  public synchronized void offer(String reference) {
    registry.add(reference);
  }

  /** Puts an image there, as a pull from nowhere. */
  public synchronized void addImage(String reference) {
    addImage(reference, Set.of());
  }

  /** Likewise one that asks for volumes at these paths. */
  public synchronized void addImage(String reference, Set<String> volumePaths) {
    images.put(
        reference,
        new ImageView(
            "sha256:" + reference.hashCode(),
            List.of(reference),
            List.of(),
            1,
            Instant.EPOCH,
            new TreeMap<>(),
            new ImageDefaults(
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                volumePaths)));
  }

  /** From now on somebody changes every container between its order and its making. */
  public void meddle(UnaryOperator<ContainerSettings> change) {
    meddler = change;
  }

  /** Ends a container as if its process had. */
  public void die(String name, int exitCode) {
    synchronized (this) {
      find(name).end(exitCode, clock.instant());
    }
    changed(find(name), "die");
  }

  /** How a hook ends from now on. */
  public void hook(String command, ExecResult result) {
    hooks.put(command, result);
  }

  /** What a container's health check says from now on. */
  public void health(String name, ContainerView.Health health, String output) {
    synchronized (this) {
      find(name).health = health;
      find(name).healthOutput = output;
    }
    changed(find(name), "health_status");
  }

  /** Lets nobody through, and breaks the streams, until told otherwise. */
  public void reachable(boolean answer) {
    reachable = answer;
    if (!answer) {
      List<EngineEvents> lost = List.copyOf(listeners);
      listeners.clear();
      lost.forEach(listener -> listener.onLost("the engine went away"));
    }
  }

  /** Every call that changed something, in order. */
  public synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  /** Every call, reads too, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private void arrive(String call) {
    calls.add(call);
    if (!reachable) {
      throw new EngineException(EngineException.Kind.UNREACHABLE, "nobody answers");
    }
  }

  private void write(String call) {
    arrive(call);
    writes.add(call);
  }

  private FakeContainer find(String id) {
    return containers.values().stream()
        .filter(c -> c.id.equals(id) || c.name.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new EngineException(EngineException.Kind.NOT_FOUND, "no container " + id));
  }

  private Optional<NetworkView> known(String id) {
    return networks.values().stream()
        .filter(n -> n.id().equals(id) || n.name().equals(id))
        .findFirst();
  }

  private void changed(FakeContainer container, String action) {
    tell(EngineEvent.Subject.CONTAINER, action, container.id, container.settings.labels());
  }

  private void tell(
      EngineEvent.Subject subject, String action, String id, Map<String, String> attributes) {
    EngineEvent event = new EngineEvent(subject, action, id, attributes, clock.instant());
    listeners.forEach(listener -> listener.onEvent(event));
  }

  @Override
  public void ping() {
    arrive("ping");
  }

  @Override
  public synchronized List<ContainerSummary> summaries(Map<String, String> labels) {
    arrive("summaries");
    return views(labels).stream()
        .map(c ->
            new ContainerSummary(
                c.id(), c.name(), c.labels(), c.life().state(), c.networks().keySet()))
        .toList();
  }

  private List<ContainerView> views(Map<String, String> labels) {
    return containers.values().stream()
        .map(FakeContainer::view)
        .filter(c -> c.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  /** Id of the node of a Swarm that it is. */
  public volatile String node = "";

  @Override
  public EngineInfo info() {
    arrive("info");
    return new EngineInfo(
        "fake", "fake", "1", "1.41", "none", 1, 1, Optional.of(clock.instant()), node, List.of());
  }

  @Override
  public synchronized List<ContainerView> containers(Map<String, String> labels) {
    arrive("containers");
    return views(labels);
  }

  @Override
  public synchronized Optional<ContainerView> container(String id) {
    arrive("container");
    return containers.values().stream()
        .map(FakeContainer::view)
        .filter(c -> c.id().equals(id) || c.name().equals(id))
        .findFirst();
  }

  @Override
  public synchronized List<NetworkView> networks(Map<String, String> labels) {
    arrive("networks");
    return networks.values().stream()
        .filter(n -> n.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Override
  public synchronized List<VolumeView> volumes(Map<String, String> labels) {
    arrive("volumes");
    return volumes.values().stream()
        .filter(v -> v.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  /** A kilobyte each. */
  @Override
  public synchronized SortedMap<String, Long> volumeSizes() {
    arrive("volumeSizes");
    SortedMap<String, Long> sizes = new TreeMap<>();
    volumes.keySet().forEach(name -> sizes.put(name, 1024L));
    return sizes;
  }

  /** Half a processor, since the beginning of time. */
  @Override
  public synchronized Optional<ContainerUsage> usage(String id) {
    arrive("usage");
    Instant now = clock.instant();
    return container(id)
        .filter(ContainerView::isRunning)
        .map(c ->
            new ContainerUsage(now, now.toEpochMilli() * 500_000, 1 << 20, 1 << 30, 1, 2, 3, 4, 5));
  }

  @Override
  public synchronized Optional<ImageView> image(String reference) {
    arrive("image");
    return images.entrySet().stream()
        .filter(e -> e.getKey().equals(reference) || e.getValue().id().equals(reference))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public synchronized List<ImageView> images() {
    arrive("images");
    return List.copyOf(images.values());
  }

  @Override
  public synchronized Optional<NetworkView> network(String name) {
    arrive("network");
    return known(name);
  }

  @Override
  public synchronized Optional<VolumeView> volume(String name) {
    arrive("volume");
    return Optional.ofNullable(volumes.get(name));
  }

  private static Network.Ipam chosen(int pool) {
    String front = "10." + pool / 256 + "." + pool % 256;
    return new Network.Ipam(
        Optional.of("default"),
        List.of(new TreeMap<>(Map.of("subnet", front + ".0/24", "gateway", front + ".1"))),
        new TreeMap<>());
  }

  /** As an engine shows it: the driver is always told, the labels are told apart. */
  private static Network made(Network n, int pool) {
    return new Network(
        Optional.empty(),
        Optional.of(n.driver().orElse(Network.DEFAULT_DRIVER)),
        n.driverOptions(),
        n.ipam().or(() -> Optional.of(chosen(pool))),
        n.internal(),
        n.attachable(),
        Optional.empty(),
        Optional.of(n.ipv6().orElse(false)),
        new TreeMap<>(),
        false);
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    String id;
    synchronized (this) {
      write("createNetwork " + name);
      if (networks.containsKey(name)) {
        throw new EngineException(EngineException.Kind.CONFLICT, "network " + name + " exists");
      }
      if (network.ipam().isEmpty() && networks.size() >= addressPools) {
        throw new EngineException(
            EngineException.Kind.NO_ADDRESSES,
            "create network " + name + ": all predefined address pools have been fully subnetted");
      }
      id = "net" + ++ids;
      networks.put(name, new NetworkView(id, name, made(network, ids), labels));
    }
    tell(EngineEvent.Subject.NETWORK, "create", id, Map.of("name", name));
    return id;
  }

  @Override
  public synchronized Set<String> attached(String networkId) {
    arrive("attached");
    return containers.values().stream()
        .filter(c -> c.isAlive() && c.networks.containsKey(networkId))
        .map(c -> c.id)
        .collect(Collectors.toSet());
  }

  @Override
  public void removeNetwork(String id) {
    synchronized (this) {
      write("removeNetwork " + id);
      boolean used =
          containers.values().stream().anyMatch(c -> c.isAlive() && c.networks.containsKey(id));
      if (used) {
        throw new EngineException(
            EngineException.Kind.CONFLICT, "network " + id + " has active endpoints");
      }
      networks.values().removeIf(n -> n.id().equals(id));
    }
    tell(EngineEvent.Subject.NETWORK, "destroy", id, Map.of());
  }

  @Override
  public synchronized void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    write("connect " + containerId);
    find(containerId).networks.put(networkOrFail(endpoint.network()).id(), endpoint.aliases());
    connection("connect", endpoint.network(), containerId);
  }

  @Override
  public synchronized void place(String id, List<FileText> files) {
    write("place " + id);
    files.forEach(file -> find(id).files.put(file.path(), file.text()));
  }

  @Override
  public ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    Optional<ExecResult> ofHolder;
    synchronized (this) {
      FakeContainer container = find(id);
      if (FakeHolders.isReload(lifecycleHook)) {
        Optional.ofNullable(container.files.remove(Holders.FILE + ".new"))
            .ifPresent(text -> container.files.put(Holders.FILE, text));
      }
      ofHolder =
          holders.answer(
              container.life(),
              lifecycleHook,
              Optional.ofNullable(container.files.get(Holders.FILE)),
              this::isUp);
      Optional.ofNullable(lifecycleHook.environment().get("BERTH_FILE"))
          .ifPresent(file -> container.files.put(Holders.FILE, file));
    }
    if (ofHolder.isPresent()) {
      if (lifecycleHook.environment().isEmpty() && !FakeHolders.isReload(lifecycleHook)) {
        arrive("holder " + id);
      } else {
        write("holder " + id);
      }
      return ofHolder.get();
    }
    write("hook " + lifecycleHook.command());
    return hooks.getOrDefault(String.join(" ", lifecycleHook.command()), new ExecResult(0, ""));
  }

  /** The holder in a container, which was asked already. */
  public synchronized FakeHolder holder(String container) {
    return holders.of(find(container).life());
  }

  private boolean isUp(String name) {
    return containers.values().stream().anyMatch(c -> c.name.equals(name) && c.isAlive());
  }

  private NetworkView networkOrFail(String id) {
    return known(id)
        .orElseThrow(() -> new EngineException(EngineException.Kind.NOT_FOUND, "no network " + id));
  }

  @Override
  public synchronized void disconnect(String networkId, String containerId) {
    write("disconnect " + containerId);
    find(containerId).networks.remove(networkId);
    connection("disconnect", networkId, containerId);
  }

  @Override
  public synchronized Duration leaveNames(String networkId, String containerId) {
    if (find(containerId).networks.containsKey(networkId)) {
      write("leaveNames " + containerId);
      find(containerId).networks.put(networkId, Set.of());
    }
    return Duration.ZERO;
  }

  private void connection(String action, String network, String container) {
    tell(
        EngineEvent.Subject.NETWORK,
        action,
        networkOrFail(network).id(),
        Map.of("container", find(container).id));
  }

  @Override
  public synchronized VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    write("createVolume " + name);
    return volumes.computeIfAbsent(
        name, n -> new VolumeView(n, driver.orElse("local"), options, labels));
  }

  @Override
  public synchronized void removeVolume(String name, DataLoss asked) {
    write("removeVolume " + name);
    volumes.remove(name);
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    FakeContainer made;
    synchronized (this) {
      write("createContainer " + settings.name());
      if (!hasRoom) {
        throw new EngineException(EngineException.Kind.NO_SPACE, "no room: docker system df");
      }
      ImageView image =
          image(settings.image())
              .orElseThrow(
                  () -> new EngineException(EngineException.Kind.NOT_FOUND, "no such image"));
      if (containers.containsKey(settings.name())) {
        throw new EngineException(EngineException.Kind.CONFLICT, settings.name() + " exists");
      }
      ContainerSettings really = meddler.apply(settings);
      made = new FakeContainer("c" + ++ids, really, image.id(), clock.instant());
      made.volumes.putAll(mounted(really, image.defaults()));
      containers.put(settings.name(), made);
    }
    changed(made, "create");
    return made.id;
  }

  /** What has no name gets one by chance, and nobody's labels. */
  private SortedMap<String, String> mounted(ContainerSettings settings, ImageDefaults image) {
    SortedMap<String, String> mounted = new TreeMap<>();
    for (Mount mount : settings.mounts()) {
      if (mount instanceof Mount.OfVolume volume) {
        mounted.put(path(mount.target()), volume.volume().orElseGet(() -> chance()));
      }
    }
    image.volumes().stream()
        .map(FakeEngine::path)
        .filter(path -> settings.mounts().stream().noneMatch(m -> path(m.target()).equals(path)))
        .forEach(path -> mounted.put(path, chance()));
    mounted
        .values()
        .forEach(name ->
            volumes.computeIfAbsent(name, n -> new VolumeView(n, "local", new TreeMap<>())));
    return mounted;
  }

  private static String path(String target) {
    return target.length() > 1 && target.endsWith("/")
        ? target.substring(0, target.length() - 1)
        : target;
  }

  private String chance() {
    return "by-chance-" + ++ids;
  }

  @Override
  public void start(String id) {
    FakeContainer container;
    synchronized (this) {
      write("start " + id);
      container = find(id);
      List<ContainerSettings.Endpoint> places = container.settings.network().endpoints();
      places.stream().limit(1).forEach(first -> networkOrFail(first.network()));
      for (Port port : container.settings.ports()) {
        boolean taken =
            containers.values().stream()
                .filter(c -> c.isAlive() && !c.id.equals(id) && c != find(id))
                .anyMatch(c -> c.settings.ports().stream().anyMatch(port::clashesWith));
        if (taken) {
          throw new EngineException(
              EngineException.Kind.PORT_IN_USE, "port is already allocated: " + port);
        }
      }
      places.stream()
          .limit(1)
          .forEach(first ->
              container.networks.put(networkOrFail(first.network()).id(), first.aliases()));
      container.begin(clock.instant());
    }
    changed(container, "start");
  }

  @Override
  public void stop(String id, Duration grace) {
    end("stop " + id, id, 0);
  }

  @Override
  public void kill(String id, String signal) {
    end("kill " + id, id, 137);
  }

  private void end(String call, String id, int exitCode) {
    FakeContainer container;
    synchronized (this) {
      write(call);
      container = find(id);
      if (!container.isAlive()) {
        return;
      }
      container.end(exitCode, clock.instant());
    }
    changed(container, "die");
  }

  @Override
  public void remove(String id) {
    Optional<FakeContainer> removed;
    synchronized (this) {
      write("remove " + id);
      removed = container(id).map(view -> find(view.id()));
      if (removed.filter(FakeContainer::isAlive).isPresent()) {
        throw new EngineException(EngineException.Kind.CONFLICT, "container " + id + " is running");
      }
      removed.ifPresent(c -> containers.remove(c.name));
    }
    removed.ifPresent(c -> changed(c, "destroy"));
  }

  @Override
  public synchronized void updateRestart(String id, RestartPolicy policy) {
    write("updateRestart " + id);
    FakeContainer container = find(id);
    container.restart = policy;
    changed(container, "update");
  }

  @Override
  public synchronized void updateLimits(String id, Resources limits, RunOptions options) {
    write("updateLimits " + id);
    FakeContainer container = find(id);
    container.limits = limits;
    container.options(options);
    changed(container, "update");
  }

  @Override
  public synchronized void rename(String id, String name) {
    write("rename " + id);
    FakeContainer container = find(id);
    if (containers.containsKey(name)) {
      throw new EngineException(EngineException.Kind.CONFLICT, name + " exists");
    }
    containers.remove(container.name);
    container.name = name;
    containers.put(name, container);
    changed(container, "rename");
  }

  @Override
  public ExecSession exec(String id, ExecCommand command, ExecListener listener) {
    arrive("exec");
    FakeContainer container;
    synchronized (this) {
      container = find(id);
      if (!container.isAlive()) {
        throw new EngineException(EngineException.Kind.CONFLICT, "exec in " + id + ": not running");
      }
    }
    return new FakeExec(command, listener, container::isAlive).begin();
  }

  @Override
  public ExecResult exec(String id, List<String> command, Duration limit) {
    arrive("exec");
    if (command.equals(ListeningPorts.COMMAND)) {
      return new ExecResult(0, "  sl  local_address rem_address   st\n");
    }
    return new ExecResult(0, String.join(" ", command.subList(1, command.size())) + "\n");
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    if (registry.contains(reference)) {
      write("pull " + reference);
      addImage(reference);
      return;
    }
    arrive("pull");
    throw new EngineException(
        EngineException.Kind.IMAGE_NOT_FOUND, "pull of " + reference + ": no such image");
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    write("build " + request.tag());
    progress.line("Step 1/1 : FROM scratch");
    addImage(request.tag());
    return image(request.tag()).orElseThrow().id();
  }

  @Override
  public synchronized void tag(String image, String reference) {
    write("tag " + reference);
    ImageView view =
        image(image)
            .orElseThrow(
                () -> new EngineException(EngineException.Kind.NOT_FOUND, "no image " + image));
    images.put(reference, view);
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    arrive("push");
    return image(reference).map(ImageView::id);
  }

  @Override
  public synchronized Removal removeImage(String reference, boolean force) {
    write("removeImage " + reference);
    ImageView view =
        image(reference)
            .orElseThrow(
                () -> new EngineException(EngineException.Kind.NOT_FOUND, "no image " + reference));
    boolean used = containers.values().stream().anyMatch(c -> c.view().image().equals(view.id()));
    if (used && !force) {
      throw new EngineException(EngineException.Kind.CONFLICT, reference + " is in use");
    }
    images.entrySet().removeIf(e -> e.getKey().equals(reference));
    boolean gone = images.values().stream().noneMatch(left -> left.id().equals(view.id()));
    return new Removal(List.of(reference), gone ? List.of(view.id()) : List.of());
  }

  @Override
  public String remoteDigest(String reference) {
    arrive("remoteDigest");
    throw new EngineException(EngineException.Kind.REGISTRY_UNAVAILABLE, "no registry");
  }

  @Override
  public void login(String registry, Login login) {
    arrive("login");
    throw new EngineException(EngineException.Kind.REGISTRY_UNAVAILABLE, "no registry");
  }

  @Override
  public AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    arrive("logs");
    boolean keepsNone = find(id).settings.options().text(RunOption.LOGGING).contains("driver=none");
    if (keepsNone) {
      listener.end("configured logging driver does not support reading");
      return () -> {};
    }
    if (request.follow()) {
      Thread.startVirtualThread(
          () -> listener.output("hello\n".repeat(CHATTER).getBytes(StandardCharsets.UTF_8)));
      return () -> {};
    }
    listener.output("hello\n".getBytes(StandardCharsets.UTF_8));
    listener.end("");
    return () -> {};
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    arrive("subscribe");
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {}
}
