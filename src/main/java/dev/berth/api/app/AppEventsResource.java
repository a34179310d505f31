package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Selection;
import dev.berth.api.stream.EventStream;
import dev.berth.api.stream.EventTree;
import dev.berth.http.StreamDoor;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.EventQueries;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened, over all apps that the client may see. */
@Path("/v1/events")
@RunOnVirtualThread
public class AppEventsResource {
  private final EventQueries eventQueries;
  private final EventLog eventLog;
  private final ResourceQueries resourceQueries;
  private final StreamDoor door;

  AppEventsResource(
      Intake intake, EventLog eventLog, ResourceQueries resourceQueries, StreamDoor door) {
    this.eventQueries = new EventQueries(intake, eventLog);
    this.eventLog = eventLog;
    this.resourceQueries = resourceQueries;
    this.door = door;
  }

  private static Queries queries(UriInfo uri) {
    Set<String> known = new HashSet<>(EventRequest.QUERIES);
    known.addAll(Set.of("app", "labelSelector", "continue"));
    return new Queries(uri, known);
  }

  @GET
  @Operation(
      summary = "What happened to all apps, oldest first, or follow it",
      description =
          "The last ones, 500 where no ?limit is said; ?continue=TOKEN for those before them;"
              + " ?watch=true for server-sent events ADDED, and MODIFIED for one that happened"
              + " again, which resume with Last-Event-ID or ?resourceVersion.")
  public Response events(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    Queries queries = queries(uri);
    EventFilter filter = EventRequest.filter(queries, queries.text("app"));
    Selection part = Selection.of(queries);
    ResourceFilter apps = resourceQueries.within(DeclaredResource.APP, part.wanted());
    int limit = EventRequest.limit(queries);
    if (queries.flag("watch")) {
      EventStream stream =
          new EventStream(eventQueries, eventLog, EventStream.Form.CHANGES, filter, apps)
              .from(EventRequest.resumed(queries, headers), limit);
      return door.events(connection, stream::copy);
    }
    return Answers.ok(tree(eventQueries.before(before(part), filter, apps, limit)), headers);
  }

  private static Map<String, Object> tree(EventQueries.Batch batch) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(batch.last()));
    batch.older().ifPresent(at -> metadata.put("continue", Page.token(Long.toString(at))));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", metadata);
    tree.put("items", batch.items().stream().map(EventTree::of).toList());
    return tree;
  }

  /** Versions of events that an older Berth wrote are below nothing. */
  private static long before(Selection part) {
    Optional<String> text = part.after();
    if (text.filter(version -> !version.matches("-?\\d{1,18}")).isPresent()) {
      throw ProblemException.of(
          400, "Bad Request", "`continue` is the token of an answer of this list, as it was");
    }
    return text.map(Long::parseLong).orElse(Long.MAX_VALUE);
  }
}
