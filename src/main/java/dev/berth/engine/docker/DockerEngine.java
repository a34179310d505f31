package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import dev.berth.engine.BuildRequest;
import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.ExecResult;
import dev.berth.engine.FileText;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.Login;
import dev.berth.engine.Logins;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import dev.berth.spec.Hook;
import dev.berth.spec.Network;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.RunOption;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A Docker Engine, by way of docker-java. Opened at the first call, so that Berth starts without
 * one; where it is comes from {@code DOCKER_HOST} and its companions, as in every Docker tool.
 */
public final class DockerEngine implements ContainerEngine {
  /** An engine that cannot say so much in this time does not do anything else either. */
  private static final Duration PING_LIMIT = Duration.ofSeconds(5);

  private final Deadlines deadlines;
  private final Connection connection;
  private final DockerImages images;

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
    this(host, callTimeout, meter, new Registries(logins, Map.of()), BuildRules.USUAL);
  }

  /** Likewise, with copies of registries and rules for builds. */
  public DockerEngine(
      Optional<String> host,
      Duration callTimeout,
      CallMeter meter,
      Registries registries,
      BuildRules builds) {
    this.deadlines = new Deadlines(callTimeout, meter);
    this.connection = new Connection(host, deadlines);
    Calls calls =
        new Calls() {
          @Override
          public <T> T ask(String what, java.util.function.Function<DockerClient, T> question) {
            return DockerEngine.this.ask(what, question);
          }
        };
    this.images = new DockerImages(calls, connection, registries, builds);
  }

  private <T> T ask(String what, java.util.function.Function<DockerClient, T> question) {
    return ask(what, deadlines.limit(), question);
  }

  private <T> T ask(
      String what, Duration within, java.util.function.Function<DockerClient, T> question) {
    try {
      Callable<T> call = () -> question.apply(connection.client());
      return deadlines.call(what, within, call);
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.UNREACHABLE) {
        connection.forget();
      }
      throw e;
    }
  }

  /** Asks for something to be done; what is so already, or gone already, is done. */
  private void tell(String what, java.util.function.Consumer<DockerClient> order) {
    tell(what, deadlines.limit(), order);
  }

  private void tell(String what, Duration within, java.util.function.Consumer<DockerClient> order) {
    ask(
        what,
        within,
        client -> {
          try {
            order.accept(client);
          } catch (NotModifiedException e) {
            // 304: it is so already.
          }
          return "";
        });
  }

  private void tellUnlessGone(String what, java.util.function.Consumer<DockerClient> order) {
    tell(
        what,
        client -> {
          try {
            order.accept(client);
          } catch (NotFoundException e) {
            // Gone already, which is what was asked for.
          }
        });
  }

  @Override
  public void ping() {
    tell("ping the engine", PING_LIMIT, client -> client.pingCmd().exec());
  }

  @Override
  public EngineInfo info() {
    return ask(
        "ask the engine who it is",
        client -> {
          Version version = client.versionCmd().exec();
          Info info = client.infoCmd().exec();
          Integer cpus = info.getNCPU();
          Long memory = info.getMemTotal();
          return new EngineInfo(
              ContainerViews.text(info.getName()),
              ContainerViews.text(version.getVersion()),
              connection.apiVersion(),
              ContainerViews.text(info.getOperatingSystem()),
              cpus == null ? 0 : cpus,
              memory == null ? 0 : memory);
        });
  }

  @Override
  public List<ContainerSummary> summaries(Map<String, String> labels) {
    return list(labels).stream().map(ContainerViews::summary).toList();
  }

  private List<Container> list(Map<String, String> labels) {
    return ask(
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
    return Calls.absent(() -> ask("inspect container " + id, c -> c.inspectContainerCmd(id).exec()))
        .map(ContainerViews::of);
  }

  @Override
  public List<NetworkView> networks(Map<String, String> labels) {
    return ask(
            "list networks",
            c -> c.listNetworksCmd().withFilter("label", Things.pairs(labels)).exec())
        .stream()
        .map(Things::network)
        .sorted(Comparator.comparing(NetworkView::name).thenComparing(NetworkView::id))
        .toList();
  }

  @Override
  public List<VolumeView> volumes(Map<String, String> labels) {
    List<InspectVolumeResponse> volumes =
        ask(
                "list volumes",
                c -> c.listVolumesCmd().withFilter("label", Things.pairs(labels)).exec())
            .getVolumes();
    return (volumes == null ? List.<InspectVolumeResponse>of() : volumes)
        .stream().map(Things::volume).sorted(Comparator.comparing(VolumeView::name)).toList();
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return images.image(reference);
  }

  @Override
  public List<ImageView> images() {
    return images.images();
  }

  @Override
  public Optional<NetworkView> network(String name) {
    return Calls.absent(() ->
            ask("inspect network " + name, c -> c.inspectNetworkCmd().withNetworkId(name).exec()))
        .map(Things::network);
  }

  @Override
  public Optional<VolumeView> volume(String name) {
    return Calls.absent(() -> ask("inspect volume " + name, c -> c.inspectVolumeCmd(name).exec()))
        .map(Things::volume);
  }

  @Override
  public String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    return id(
        ask(
            "create network " + name,
            client ->
                connection
                    .raw()
                    .post("/networks/create", Endpoints.network(name, network, labels))));
  }

  private static String id(Map<String, Object> answer) {
    return String.valueOf(answer.get("Id"));
  }

  @Override
  public void removeNetwork(String id) {
    tellUnlessGone("remove network " + id, client -> client.removeNetworkCmd(id).exec());
  }

  @Override
  public void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    Map<String, Object> body =
        Map.of("Container", containerId, "EndpointConfig", Endpoints.endpoint(endpoint));
    try {
      tell(
          "connect " + containerId + " to network " + endpoint.network(),
          client ->
              connection.raw().post("/networks/" + coded(endpoint.network()) + "/connect", body));
    } catch (EngineException e) {
      if (!e.getMessage().contains("already exists in network")) {
        throw e;
      }
    }
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void disconnect(String networkId, String containerId) {
    try {
      tellUnlessGone(
          "disconnect " + containerId + " from network " + networkId,
          client ->
              client
                  .disconnectFromNetworkCmd()
                  .withNetworkId(networkId)
                  .withContainerId(containerId)
                  .withForce(true)
                  .exec());
    } catch (EngineException e) {
      if (!e.getMessage().contains("is not connected")) {
        throw e;
      }
    }
  }

  @Override
  public VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    return ask(
        "create volume " + name,
        client -> {
          client
              .createVolumeCmd()
              .withName(name)
              .withDriver(driver.orElse("local"))
              .withDriverOpts(new HashMap<>(options))
              .withLabels(labels)
              .exec();
          return Things.volume(client.inspectVolumeCmd(name).exec());
        });
  }

  @Override
  public void removeVolume(String name) {
    tellUnlessGone("remove volume " + name, client -> client.removeVolumeCmd(name).exec());
  }

  @Override
  public String createContainer(ContainerSettings settings) {
    String platform = settings.options().text(RunOption.PLATFORM);
    String query =
        "?name="
            + coded(settings.name())
            + (platform.isEmpty() ? "" : "&platform=" + coded(platform));
    return id(
        ask(
            "create container " + settings.name(),
            client ->
                connection
                    .raw()
                    .post("/containers/create" + query, new Creation(settings).body())));
  }

  @Override
  public void place(String id, List<FileText> files) {
    Map<String, List<FileText>> byRoot =
        files.stream()
            .collect(Collectors.groupingBy(Archive::root, TreeMap::new, Collectors.toList()));
    byRoot.forEach((root, some) ->
        tell(
            "write files into " + id,
            client ->
                connection
                    .raw()
                    .put(
                        "/containers/" + id + "/archive?path=" + coded(root),
                        Archive.of(root, some))));
  }

  @Override
  public void start(String id) {
    tell("start " + id, client -> client.startContainerCmd(id).exec());
  }

  @Override
  public void stop(String id, Duration grace) {
    tell(
        "stop " + id,
        grace.plus(deadlines.limit()),
        client ->
            client.stopContainerCmd(id).withTimeout(Math.toIntExact(grace.toSeconds())).exec());
  }

  @Override
  public void kill(String id, String signal) {
    try {
      tell("kill " + id, client -> client.killContainerCmd(id).withSignal(signal).exec());
    } catch (EngineException e) {
      if (!e.getMessage().contains("is not running")) {
        throw e;
      }
    }
  }

  @Override
  public void remove(String id) {
    tellUnlessGone(
        "remove container " + id,
        client -> client.removeContainerCmd(id).withRemoveVolumes(true).exec());
  }

  @Override
  public void updateRestart(String id, RestartPolicy policy) {
    tell(
        "update " + id,
        client -> client.updateContainerCmd(id).withRestartPolicy(Creation.policy(policy)).exec());
  }

  @Override
  public void updateLimits(String id, Resources limits) {
    tell("update " + id, client -> Creation.update(client.updateContainerCmd(id), limits).exec());
  }

  @Override
  public void rename(String id, String name) {
    tell("rename " + id, client -> client.renameContainerCmd(id).withName(name).exec());
  }

  @Override
  public ExecResult exec(String id, List<String> command, Duration limit) {
    return exec(
        id, new Hook(command, Optional.empty(), false, Optional.empty(), new TreeMap<>()), limit);
  }

  @Override
  public ExecResult exec(String id, Hook hook, Duration limit) {
    return new Execs(id, hook).run(connection.client(), deadlines, limit);
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    images.pull(reference, progress);
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    return images.push(reference, progress);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    return images.build(request, context, progress);
  }

  @Override
  public void tag(String image, String reference) {
    images.tag(image, reference);
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    return images.removeImage(reference, force);
  }

  @Override
  public String remoteDigest(String reference) {
    return images.remoteDigest(reference);
  }

  @Override
  public boolean isInsecure(String registry) {
    return images.isInsecure(registry);
  }

  @Override
  public void login(String registry, Login login) {
    images.login(registry, login);
  }

  @Override
  public AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    return ask("read logs of " + id, client -> Logs.open(client, id, request, listener));
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    return ask(
        "listen to the engine",
        client -> {
          try {
            String now = client.infoCmd().exec().getSystemTime();
            long second =
                ContainerViews.time(now)
                    .map(java.time.Instant::getEpochSecond)
                    .orElseThrow(() ->
                        new EngineException(
                            EngineException.Kind.ENGINE_ERROR, "the engine tells no time"));
            return DockerEvents.open(client, second, listener);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                EngineException.Kind.TIMEOUT, "listen to the engine: interrupted", e);
          }
        });
  }

  @Override
  public void close() {
    connection.close();
    deadlines.close();
  }
}
