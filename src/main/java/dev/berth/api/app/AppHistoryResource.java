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
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.validation.HiddenArgs;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.DesiredApp;
import dev.berth.state.ImagePins;
import dev.berth.state.Revision;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened to an app. */
@Path("/v1/apps/{name}")
@RunOnVirtualThread
public class AppHistoryResource {
  private static final int REVISIONS = 100;
  private static final int MOST_REVISIONS = 500;

  private final Intake intake;
  private final EventLog eventLog;
  private final EventQueries eventQueries;
  private final ImagePins pins;
  private final ResourceQueries resourceQueries;
  private final StreamDoor door;

  AppHistoryResource(
      Intake intake,
      EventLog eventLog,
      ImagePins pins,
      ResourceQueries resourceQueries,
      StreamDoor door) {
    this.door = door;
    this.intake = intake;
    this.pins = pins;
    this.resourceQueries = resourceQueries;
    this.eventLog = eventLog;
    this.eventQueries = new EventQueries(intake, eventLog);
  }

  @GET
  @Path("events")
  @Operation(
      summary = "What happened to an app, oldest first",
      description =
          "watch=true: server-sent events as they come, after Last-Event-ID; service,"
              + " reason and type as for all apps.")
  public Response events(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = new Queries(uri, EventRequest.QUERIES);
    if (intake.find(name).isEmpty()) {
      throw ProblemException.notFound(name);
    }
    EventFilter filter = EventRequest.filter(queries, Optional.of(name));
    ResourceFilter app =
        resourceQueries.within(
            DeclaredResource.APP, new ResourceFilter(Optional.of(name), LabelSelector.EVERYTHING));
    int limit = EventRequest.limit(queries);
    if (queries.flag("watch")) {
      EventStream stream =
          new EventStream(eventQueries, eventLog, EventStream.Form.PLAIN, filter, app)
              .from(EventRequest.resumed(queries, headers), limit);
      return door.events(connection, stream::copy);
    }
    EventQueries.Batch last = eventQueries.before(Long.MAX_VALUE, filter, app, limit);
    return Answers.list(last.items().stream().map(EventTree::of).toList(), headers);
  }

  @GET
  @Path("revisions")
  @Operation(
      summary = "The applied specs of an app that are kept, newest first",
      description = "?limit and ?continue as for apps; 100 at a time where no limit is said.")
  public Response revisions(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Selection part = Selection.of(new Queries(uri, Set.of("limit", "continue")));
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    int limit = Math.min(part.limit() == 0 ? REVISIONS : part.limit(), MOST_REVISIONS);
    long before = part.after().map(AppHistoryResource::revision).orElse(Long.MAX_VALUE);
    List<Revision> found = intake.revisions(name, before, limit + 1);
    List<Revision> shown = found.subList(0, Math.min(limit, found.size()));
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (found.size() > limit) {
      metadata.put("continue", Page.token(Long.toString(shown.getLast().number())));
    }
    List<ImagePins.Pinned> images = pins.of(name);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", metadata);
    tree.put("items", shown.stream().map(revision -> tree(app, revision, images)).toList());
    return Answers.ok(tree, headers);
  }

  /** A token of another list names no revision: nothing comes after it. */
  private static long revision(String token) {
    return token.matches("\\d{1,18}") ? Long.parseLong(token) : 0;
  }

  @GET
  @Path("revisions/{revision}/log")
  @Operation(
      summary = "Log of the build or pull of a revision",
      description = "service=NAME; of an app with one service its own.")
  public Response log(
      String name, long revision, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of("service"));
    String service = queries.text("service").orElse(name);
    String log =
        pins.log(new ImagePins.Place(name, service, revision))
            .orElseThrow(() ->
                ProblemException.of(
                    404,
                    "Not Found",
                    "nothing was built or pulled for service `"
                        + service
                        + "` of revision "
                        + revision
                        + " of app "
                        + name));
    return Response.ok(log + "\n").type("text/plain;charset=UTF-8").build();
  }

  private static Map<String, Object> tree(ImagePins.Pin pin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("reference", pin.reference());
    tree.put("id", pin.imageId());
    tree.put("digest", pin.digest().orElse(null));
    pin.published().filter(as -> !as.isEmpty()).ifPresent(as -> tree.put("published", as));
    return tree;
  }

  private static Map<String, Object> tree(Revision.Failure failure) {
    return Map.of("reason", failure.reason(), "message", failure.message());
  }

  private static Map<String, Object> tree(
      DesiredApp app, Revision revision, List<ImagePins.Pinned> images) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("revision", revision.number());
    tree.put("current", revision.number() == app.revision());
    tree.put("author", revision.author());
    tree.put("appliedAt", revision.appliedAt().toString());
    tree.put("readyAt", revision.readyAt().map(Object::toString).orElse(null));
    tree.put("failure", revision.failure().map(AppHistoryResource::tree).orElse(null));
    Map<String, Object> found = new LinkedHashMap<>();
    images.stream()
        .filter(pinned -> pinned.place().revision() == revision.number())
        .forEach(pinned -> found.put(pinned.place().service(), tree(pinned.pin())));
    tree.put("images", found);
    tree.put("spec", AppWriter.document(HiddenArgs.hide(revision.declared())).get("spec"));
    return tree;
  }
}
