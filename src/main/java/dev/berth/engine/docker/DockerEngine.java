package dev.berth.engine.docker;

import com.github.dockerjava.api.model.Container;
import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerUsage;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecResult;
import dev.berth.engine.ExecSession;
import dev.berth.engine.FileText;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.Logins;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOptions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A Docker Engine, by way of docker-java. Opened at the first call, so that Berth starts without
 * one; where it is comes from {@code DOCKER_HOST} and its companions, as in every Docker tool.
 */
public final class DockerEngine extends ImageVerbs {
  /** An engine that cannot say so much in this time does not do anything else either. */
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);

  private final EngineClient calls;
  private final DockerContainers containers;
  private final DockerNetworks networks;
  private final DockerVolumes volumes;

  /** Makes one without credentials for registries. */
  public DockerEngine(Optional<String> host, Duration callTimeout, CallMeter meter) {
    this(host, callTimeout, meter, Logins.NONE);
  }

  /**
   * Makes one; nothing is opened yet.
   *
   * @param host in place of {@code DOCKER_HOST}
   * @param callTimeout longest time for one call, builds and pulls apart
   * @param logins for pulls, pushes and the bases of builds
   */
  public DockerEngine(Optional<String> host, Duration callTimeout, CallMeter meter, Logins logins) {
    this(
        EngineAccess.ofSurroundings(host),
        callTimeout,
        meter,
        new Registries(logins, Map.of()),
        BuildRules.USUAL);
  }

  /** Likewise, with copies of registries and rules for builds. */
  public DockerEngine(
      EngineAccess access,
      Duration callTimeout,
      CallMeter meter,
      Registries registries,
      BuildRules builds) {
    this(new EngineClient(access, callTimeout, meter), registries, builds);
  }

  private DockerEngine(EngineClient calls, Registries registries, BuildRules builds) {
    super(new DockerImages(calls, calls.connection(), registries, builds));
    this.calls = calls;
    this.containers = new DockerContainers(calls);
    this.networks = new DockerNetworks(calls);
    this.volumes = new DockerVolumes(calls);
  }

  @Override
  public void ping() {
    Object unused =
        calls.aside("ping the engine", PING_LIMIT, ConnectionLane.WORK, c -> c.pingCmd().exec());
  }

  @Override
  public EngineInfo info() {
    return calls.ask(
        "ask the engine who it is",
        client ->
            ResourceViews.engine(
                client.versionCmd().exec(),
                client.infoCmd().exec(),
                calls.connection().apiVersion()));
  }

  @Override
  public List<ContainerSummary> summaries(Map<String, String> labels) {
    return list(labels).stream().map(ContainerViews::summary).toList();
  }

  private List<Container> list(Map<String, String> labels) {
    return calls.ask(
        "list containers",
        client -> client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec());
  }

  @Override
  public List<ContainerView> containers(Map<String, String> labels) {
    return list(labels).stream()
        .map(Container::getId)
        .flatMap(id -> container(id).stream())
        .sorted(Comparator.comparing(ContainerView::name))
        .toList();
  }

  @Override
  public Optional<ContainerView> container(String id) {
    return EngineCalls.absent(
            () -> calls.ask("inspect container " + id, c -> c.inspectContainerCmd(id).exec()))
        .map(ContainerViews::of);
  }

  @Override
  public void updateRestart(String id, RestartPolicy policy) {
    calls.execute(
        "update " + id,
        client -> client.updateContainerCmd(id).withRestartPolicy(Creation.policy(policy)).exec());
  }

  @Override
  public void updateLimits(String id, Resources limits, RunOptions options) {
    calls.execute(
        "update " + id,
        client -> Updates.write(client.updateContainerCmd(id), limits, options).exec());
  }

  @Override
  public void rename(String id, String name) {
    calls.execute("rename " + id, client -> client.renameContainerCmd(id).withName(name).exec());
  }

  @Override
  public List<NetworkView> networks(Map<String, String> labels) {
    return networks.networks(labels);
  }

  @Override
  public Optional<NetworkView> network(String name) {
    return networks.network(name);
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    return networks.createNetwork(name, network, labels);
  }

  @Override
  public Set<String> attached(String networkId) {
    return networks.attached(networkId);
  }

  @Override
  public void removeNetwork(String id) {
    networks.removeNetwork(id);
  }

  @Override
  public void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    networks.connect(containerId, endpoint);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    networks.disconnect(networkId, containerId);
  }

  @Override
  public Duration leaveNames(String networkId, String containerId) {
    return networks.leaveNames(networkId, containerId);
  }

  @Override
  public List<VolumeView> volumes(Map<String, String> labels) {
    return volumes.volumes(labels);
  }

  @Override
  public SortedMap<String, Long> volumeSizes() {
    return volumes.volumeSizes();
  }

  @Override
  public Optional<ContainerUsage> usage(String id) {
    RawCall call =
        RawCall.of("GET", "/containers/" + id + "/stats?stream=false&one-shot=true", Map.of());
    return EngineCalls.absent(() ->
            calls.ask(
                "read what " + id + " uses",
                client -> call.json(client, calls.connection().apiVersion())))
        .flatMap(UsageView::of);
  }

  @Override
  public Optional<VolumeView> volume(String name) {
    return volumes.volume(name);
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    return volumes.createVolume(name, driver, options, labels);
  }

  @Override
  public void removeVolume(String name, DataLoss asked) {
    volumes.removeVolume(name);
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    return containers.createContainer(settings);
  }

  @Override
  public void place(String id, List<FileText> files) {
    containers.place(id, files);
  }

  @Override
  public void start(String id) {
    containers.start(id);
  }

  @Override
  public void stop(String id, Duration grace) {
    containers.stop(id, grace);
  }

  @Override
  public void kill(String id, String signal) {
    containers.kill(id, signal);
  }

  @Override
  public void remove(String id) {
    containers.remove(id);
  }

  @Override
  public ExecResult exec(String id, List<String> command, Duration limit) {
    return containers.exec(id, command, limit);
  }

  @Override
  public ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    return containers.exec(id, lifecycleHook, limit);
  }

  @Override
  public ExecSession exec(String id, ExecCommand command, ExecListener listener) {
    return new TypedExecs(calls).open(id, command, listener);
  }

  @Override
  public AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    return containers.logs(id, request, listener);
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    return calls.aside(
        "listen to the engine",
        calls.limit(),
        ConnectionLane.WORK,
        client -> DockerEvents.now(client, listener));
  }

  @Override
  public void close() {
    calls.close();
  }
}
