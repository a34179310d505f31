package dev.berth.api.image;

import dev.berth.api.http.Answers;
import dev.berth.api.http.JsonMaps;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.OperationView;
import dev.berth.api.wait.Waits;
import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.http.StreamDoor;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds, pulls and pushes. */
@Path("/v1/operations")
@RunOnVirtualThread
public class OperationsResource {
  private final ImageOperations desk;
  private final Waits waits;
  private final StreamDoor door;

  OperationsResource(ImageOperations desk, Waits waits, StreamDoor door) {
    this.door = door;
    this.desk = desk;
    this.waits = waits;
  }

  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "List builds, pulls and pushes, newest first",
      description = "app=NAME: those that this app waits for or waited for.")
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of("app"));
    Optional<String> app = queries.text("app");
    return Answers.list(
        desk.operations().stream()
            .filter(operation -> app.isEmpty() || operation.apps().contains(app.get()))
            .map(OperationView::brief)
            .toList(),
        headers);
  }

  @GET
  @Path("{id}")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Progress of a build, pull or push",
      description = "As server-sent events where they are accepted, until it is over.")
  public Response get(
      String id,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = Queries.waiting(uri);
    Operation operation = desk.operation(id).orElseThrow(() -> notFound(id));
    if (!headers.getAcceptableMediaTypes().contains(MediaType.SERVER_SENT_EVENTS_TYPE)) {
      return Answers.ok(OperationView.of(waits.untilDone(operation, queries)), headers);
    }
    return door.events(connection, (events, client) -> follow(operation, events, client));
  }

  private void follow(Operation first, EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    Operation last = first;
    events.send(event(last));
    while (!last.state().isOver() && client.isThere()) {
      Optional<Operation> next = desk.operation(last.id(), last.version(), StreamClient.PATIENCE);
      if (next.isEmpty()) {
        return;
      }
      if (next.get().version() == last.version()) {
        boolean unused = events.rest(null);
      } else {
        last = next.get();
        events.send(event(last));
      }
    }
  }

  private static EventWriter.Event event(Operation operation) {
    String type = operation.state().isOver() ? "end" : "progress";
    return EventWriter.Event.of(type, JsonMaps.json(OperationView.of(operation)))
        .id(Long.toString(operation.version()));
  }

  @DELETE
  @Path("{id}")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Cancel a build, pull or push",
      description = "dryRun=true: it goes on; `cancels` tells whether there is anything to end.")
  public Response cancel(String id, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun");
    if (queries.flag("dryRun")) {
      return Answers.ok(dryRun(desk.operation(id).orElseThrow(() -> notFound(id))), headers);
    }
    Operation cancelled = desk.cancel(id).orElseThrow(() -> notFound(id));
    Operation operation = waits.untilOver(cancelled, queries);
    int code = operation.state().isOver() ? 200 : 202;
    return Answers.of(code, OperationView.of(operation), headers).build();
  }

  private static Map<String, Object> dryRun(Operation operation) {
    Map<String, Object> tree = new LinkedHashMap<>(OperationView.of(operation));
    tree.put("dryRun", true);
    tree.put("cancels", !operation.state().isOver());
    return tree;
  }

  private static ProblemException notFound(String id) {
    return ProblemException.of(
        404, "Not Found", "there is no operation `" + id + "`; GET /v1/operations lists the last");
  }
}
