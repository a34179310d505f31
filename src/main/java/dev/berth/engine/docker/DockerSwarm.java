package dev.berth.engine.docker;

import com.github.dockerjava.api.model.EventType;
import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.engine.Logins;
import dev.berth.engine.SwarmEngine;
import dev.berth.engine.SwarmInfo;
import dev.berth.json.JsonTree;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmObject.Kind;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Swarm, by a manager's Engine API. Requests and answers are plain JSON: docker-java's models
 * leave out part of what a service is, and what is left out of a write is lost.
 */
public final class DockerSwarm implements SwarmEngine {
  private static final EventType[] NEWS = {
    EventType.SERVICE, EventType.NODE, EventType.SECRET, EventType.CONFIG, EventType.NETWORK
  };

  private final EngineClient calls;
  private final Logins logins;

  /**
   * Nothing is opened yet.
   *
   * @param logins for the nodes, which pull by themselves
   */
  public DockerSwarm(EngineAccess access, Duration callTimeout, CallMeter meter, Logins logins) {
    this.calls = new EngineClient(access, callTimeout, meter);
    this.logins = logins;
  }

  private <T> T ask(String what, Function<RawCalls, T> question) {
    return calls.ask(what, client -> question.apply(calls.connection().raw()));
  }

  private void tell(String what, Consumer<RawCalls> order) {
    calls.tellUnlessGone(what, client -> order.accept(calls.connection().raw()));
  }

  @Override
  public SwarmInfo info() {
    Map<?, ?> info = ask("ask the Swarm who it is", raw -> object(raw.get("/info")));
    return new SwarmInfo(
        SpecTree.text(info, "Swarm", "Cluster", "ID"),
        SpecTree.text(info, "Swarm", "NodeID"),
        Boolean.TRUE.equals(SpecTree.at(info, "Swarm", "ControlAvailable")),
        Math.toIntExact(SpecTree.number(info, "Swarm", "Managers")),
        SpecTree.text(info, "ServerVersion"));
  }

  private static Map<?, ?> object(Object answer) {
    return answer instanceof Map<?, ?> map ? map : Map.of();
  }

  private List<Map<?, ?>> list(String what, String path) {
    Object answer = ask("list " + what, raw -> raw.get(path));
    return SpecTree.maps(Map.of("all", answer), "all");
  }

  @Override
  public List<SwarmNode> nodes() {
    return list("nodes", "/nodes").stream().map(SwarmViews::node).toList();
  }

  @Override
  public SwarmSnapshot look(String instance) {
    List<SwarmService> services =
        list("services", "/services?status=true").stream().map(SwarmViews::service).toList();
    List<SwarmObject> objects = new ArrayList<>();
    list("networks", "/networks?filters=" + filters("scope", List.of("swarm")))
        .forEach(network -> objects.add(SwarmViews.network(network)));
    list("secrets", "/secrets").forEach(o -> objects.add(SwarmViews.file(Kind.SECRET, o)));
    list("configs", "/configs").forEach(o -> objects.add(SwarmViews.file(Kind.CONFIG, o)));
    SwarmSnapshot seen = new SwarmSnapshot(services, List.of(), List.of(), objects);
    List<String> own =
        seen.apps(instance).stream()
            .flatMap(app -> seen.of(instance, app).services().stream())
            .map(SwarmService::id)
            .distinct()
            .toList();
    return new SwarmSnapshot(
        services,
        own.isEmpty()
            ? List.of()
            : list("tasks", "/tasks?filters=" + filters("service", own)).stream()
                .map(SwarmViews::task)
                .toList(),
        nodes(),
        objects);
  }

  private static String filters(String key, List<String> values) {
    return URLEncoder.encode(JsonTree.write(Map.of(key, values)), StandardCharsets.UTF_8);
  }

  /** Nodes pull by themselves, with what the manager was told. */
  private Map<String, String> login(Map<String, Object> spec) {
    String image = SpecTree.text(spec, "TaskTemplate", "ContainerSpec", "Image");
    Map<String, String> headers = new TreeMap<>();
    if (!image.isEmpty() && !image.startsWith("sha256:")) {
      String registry = ImageName.of(image).registry();
      logins
          .find(registry)
          .map(login -> Credentials.header(Credentials.of(registry, login)))
          .ifPresent(header -> headers.put("X-Registry-Auth", header));
    }
    return headers;
  }

  @Override
  public String createService(Map<String, Object> spec) {
    return ask(
        "create service " + spec.get("Name"),
        raw -> String.valueOf(raw.post("/services/create", spec, login(spec)).get("ID")));
  }

  @Override
  public void updateService(String id, long version, Map<String, Object> spec) {
    Object unused =
        ask(
            "update service " + spec.get("Name"),
            raw -> raw.post("/services/" + id + "/update?version=" + version, spec, login(spec)));
  }

  @Override
  public void removeService(String id) {
    tell("remove service " + id, raw -> raw.delete("/services/" + id));
  }

  /** Of a network that is gone, but for what nodes still have of it, managers say that with 500. */
  private void remove(String what, String path) {
    try {
      tell(what, raw -> raw.delete(path));
    } catch (EngineException e) {
      if (!e.getMessage().endsWith(" not found")) {
        throw e;
      }
    }
  }

  @Override
  public String create(Kind kind, Map<String, Object> spec) {
    Map<String, Object> answer =
        ask(
            "create " + word(kind) + " " + spec.get("Name"),
            raw -> raw.post("/" + word(kind) + "s/create", spec));
    return String.valueOf(answer.getOrDefault(kind == Kind.NETWORK ? "Id" : "ID", ""));
  }

  @Override
  public void remove(Kind kind, String id) {
    remove("remove " + word(kind) + " " + id, "/" + word(kind) + "s/" + id);
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case NETWORK -> "network";
      case SECRET -> "secret";
      case CONFIG -> "config";
    };
  }

  @Override
  public AutoCloseable logs(String service, LogRequest request, LogListener listener) {
    return calls.aside(
        "read logs of service " + service,
        calls.limit(),
        ConnectionLane.LOGS,
        client ->
            FramedOutput.open(
                client, "/v" + calls.connection().apiVersion() + path(service, request), listener));
  }

  private static String path(String service, LogRequest request) {
    StringBuilder path = new StringBuilder("/services/" + service + "/logs?details=true");
    path.append("&stdout=true&stderr=true&follow=").append(request.follow());
    path.append("&timestamps=").append(request.timestamps());
    request.tail().ifPresent(lines -> path.append("&tail=").append(lines));
    request.since().ifPresent(at -> path.append("&since=").append(at.getEpochSecond()));
    return path.toString();
  }

  @Override
  public AutoCloseable subscribe(Runnable changed, Runnable lost) {
    return calls.aside(
        "listen to the Swarm",
        calls.limit(),
        ConnectionLane.WORK,
        client -> {
          Streams<com.github.dockerjava.api.model.Event> stream =
              new Streams<>(event -> changed.run());
          client.eventsCmd().withEventTypeFilter(NEWS).exec(stream);
          try {
            stream.awaitOpen();
          } catch (InterruptedException e) {
            stream.close();
            Thread.currentThread().interrupt();
            throw new EngineException(
                EngineException.Kind.TIMEOUT, "listen to the Swarm: interrupted", e);
          }
          stream.whenEnded(failure -> lost.run());
          return stream;
        });
  }

  @Override
  public void close() {
    calls.close();
  }
}
