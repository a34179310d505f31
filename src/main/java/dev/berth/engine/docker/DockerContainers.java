package dev.berth.engine.docker;

import dev.berth.engine.EngineException;
import dev.berth.engine.ExecResult;
import dev.berth.engine.FileText;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerSettings;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.RunOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is done to the engine's containers. */
final class DockerContainers {
  private final EngineClient calls;
  private final Logs logs = new Logs(ConnectionLane.LOGS.connections());

  DockerContainers(EngineClient calls) {
    this.calls = calls;
  }

  String createContainer(ContainerSettings settings) {
    String platform = settings.options().text(RunOption.PLATFORM);
    String query =
        "?name="
            + DockerNetworks.coded(settings.name())
            + (platform.isEmpty() ? "" : "&platform=" + DockerNetworks.coded(platform));
    return DockerNetworks.id(
        calls.ask(
            "create container " + settings.name(),
            client ->
                calls
                    .connection()
                    .raw()
                    .post("/containers/create" + query, new Creation(settings).body())));
  }

  void place(String id, List<FileText> files) {
    Map<String, List<FileText>> byRoot =
        files.stream()
            .collect(
                Collectors.groupingBy(ContainerArchive::root, TreeMap::new, Collectors.toList()));
    byRoot.forEach((root, some) ->
        calls.execute(
            "write files into " + id,
            client ->
                calls
                    .connection()
                    .raw()
                    .put(
                        "/containers/" + id + "/archive?path=" + DockerNetworks.coded(root),
                        ContainerArchive.of(root, some))));
  }

  void start(String id) {
    calls.execute("start " + id, client -> client.startContainerCmd(id).exec());
  }

  void stop(String id, Duration grace) {
    calls.execute(
        "stop " + id,
        grace.plus(calls.limit()),
        client ->
            client.stopContainerCmd(id).withTimeout(Math.toIntExact(grace.toSeconds())).exec());
  }

  void kill(String id, String signal) {
    try {
      calls.execute("kill " + id, client -> client.killContainerCmd(id).withSignal(signal).exec());
    } catch (EngineException e) {
      if (!e.getMessage().contains("is not running")) {
        throw e;
      }
    }
  }

  void remove(String id) {
    calls.tellUnlessGone("remove container " + id, client -> client.removeContainerCmd(id).exec());
  }

  ExecResult exec(String id, List<String> command, Duration limit) {
    return exec(
        id,
        new LifecycleHook(command, Optional.empty(), false, Optional.empty(), new TreeMap<>()),
        limit);
  }

  ExecResult exec(String id, LifecycleHook lifecycleHook, Duration limit) {
    return new Execs(id, lifecycleHook).run(calls.connection().client(), calls.deadlines(), limit);
  }

  AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    return calls.aside(
        "read logs of " + id,
        calls.limit(),
        ConnectionLane.LOGS,
        client -> logs.open(client, id, request, listener));
  }
}
