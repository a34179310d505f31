package dev.berth.kube;

import dev.berth.http.exec.ExecDoor;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.port.ContainerExec;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.validation.LabelSelector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Containers as pods: to be looked at, read, and worked in. */
@Path("/api/v1")
@RunOnVirtualThread
public class PodsResource {
  private static final String ONE = "namespaces/{namespace}/pods/{name}";

  private static final ResourceFilter EVERYTHING =
      new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING);

  private final Pods pods;
  private final PodLogs podLogs;
  private final KubeStreams streams;
  private final ContainerExec exec;
  private final ExecDoor door;

  PodsResource(Pods pods, PodLogs podLogs, KubeStreams streams, ContainerExec exec, ExecDoor door) {
    this.pods = pods;
    this.podLogs = podLogs;
    this.streams = streams;
    this.exec = exec;
    this.door = door;
  }

  @GET
  @Path("pods")
  @Operation(hidden = true)
  public Response list(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    KubeQueries queries = new KubeQueries(uri);
    Accept accept = Accept.of(headers, queries);
    return queries.flag("watch")
        ? streams.open(connection, pods.watch(queries, accept)::copy)
        : KubeAnswers.ok(pods.list(queries, accept));
  }

  @GET
  @Path("namespaces/{namespace}/pods")
  @Operation(hidden = true)
  public Response list(
      String namespace,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    return list(uri, headers, connection);
  }

  @GET
  @Path(ONE)
  @Operation(hidden = true)
  public Response get(
      String namespace, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    KubeQueries queries = new KubeQueries(uri);
    Accept accept = Accept.of(headers, queries);
    Pod pod = pods.find(name, queries.wanted());
    return KubeAnswers.ok(
        accept.table() ? Pods.table(Map.of(), List.of(pod), accept) : pod.object());
  }

  @GET
  @Path(ONE + "/log")
  @Operation(hidden = true)
  public Response log(
      String namespace, String name, @Context UriInfo uri, @Context HttpServerResponse connection) {
    KubeQueries queries = new KubeQueries(uri);
    return podLogs.open(of(name, queries), queries, connection);
  }

  @GET
  @Path(ONE + "/exec")
  @Operation(hidden = true)
  public void exec(
      String namespace,
      String name,
      @Context UriInfo uri,
      @Context HttpServerRequest request,
      @Suspended AsyncResponse neverAnswered) {
    KubeQueries queries = new KubeQueries(uri);
    Pod pod = of(name, queries);
    ContainerExec.Place place =
        exec.places(pod.app()).stream()
            .filter(one -> one.id().equals(pod.container().id()) && one.isRunning())
            .findFirst()
            .orElseThrow(() ->
                KubeException.of(
                    400,
                    "BadRequest",
                    "container "
                        + name
                        + " is "
                        + pod.container().state()
                        + ": a command needs one that runs"));
    List<String> command = queries.all("command");
    if (command.isEmpty()) {
      throw KubeException.bad("you must specify at least 1 command for the container");
    }
    String obstacle = ExecDoor.obstacle(request);
    if (!obstacle.isEmpty()) {
      throw KubeException.bad(obstacle);
    }
    begin(request, place, command, queries);
  }

  /** By this kubectl tries SPDY where its WebSocket was refused, and shows the refusal of this. */
  @POST
  @Path(ONE + "/exec")
  @Operation(hidden = true)
  public void execBySpdy(
      String namespace,
      String name,
      @Context UriInfo uri,
      @Context HttpServerRequest request,
      @Suspended AsyncResponse neverAnswered) {
    exec(namespace, name, uri, request, neverAnswered);
  }

  /** What kubectl would do by SPDY in a WebSocket; it shows what a POST says after that. */
  @GET
  @Path(ONE + "/{verb:portforward|attach}")
  @Operation(hidden = true)
  public Response unserved(String namespace, String name, String verb) {
    String container = pods.find(name, EVERYTHING).name();
    throw KubeException.bad(
        verb.equals("attach")
            ? "what a container reads and writes is not attached to: kubectl logs -f "
                + container
                + ", or kubectl exec -it "
                + container
                + " -- sh"
            : "ports are published, not forwarded: ports: [\"127.0.0.1:8081:80\"] of the app, or"
                + " kubectl exec "
                + container
                + " -- COMMAND");
  }

  @POST
  @Path(ONE + "/{verb:portforward|attach}")
  @Operation(hidden = true)
  public Response unservedBySpdy(String namespace, String name, String verb) {
    return unserved(namespace, name, verb);
  }

  private void begin(
      HttpServerRequest request,
      ContainerExec.Place place,
      List<String> command,
      KubeQueries queries) {
    ExecCommand typed =
        new ExecCommand(
            command,
            queries.flag("stdin"),
            queries.flag("tty"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try {
      door.open(request, place, typed);
    } catch (ContainerExec.Refused e) {
      throw KubeException.of(500, "InternalError", String.valueOf(e.getMessage()));
    }
  }

  /** A pod has one container, which need not be named. */
  private Pod of(String name, KubeQueries queries) {
    Pod pod = pods.find(name, EVERYTHING);
    Optional<String> container = queries.text("container");
    if (container.filter(wanted -> !wanted.equals(pod.service())).isPresent()) {
      throw KubeException.bad(
          "container "
              + container.get()
              + " is not valid for pod "
              + name
              + "; it has "
              + pod.service());
    }
    return pod;
  }
}
