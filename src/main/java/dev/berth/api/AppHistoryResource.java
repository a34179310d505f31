package dev.berth.api;

import dev.berth.http.StreamDoor;
import dev.berth.intake.Declared;
import dev.berth.intake.Intake;
import dev.berth.intake.Ledger;
import dev.berth.intake.Wanted;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.HiddenArgs;
import dev.berth.spec.ImagePins;
import dev.berth.spec.LabelSelector;
import dev.berth.spec.Revision;
import dev.berth.spec.draft.AppTree;
import dev.berth.status.AppEvent;
import dev.berth.status.History;
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
  private static final int SHOWN = 500;

  private final Intake intake;
  private final History history;
  private final ImagePins pins;
  private final Ledger ledger;
  private final StreamDoor door;

  AppHistoryResource(
      Intake intake, History history, ImagePins pins, Ledger ledger, StreamDoor door) {
    this.door = door;
    this.intake = intake;
    this.pins = pins;
    this.ledger = ledger;
    this.history = history;
  }

  @GET
  @Path("events")
  @Operation(
      summary = "What happened to an app, oldest first",
      description = "watch=true: server-sent events as they come, after Last-Event-ID.")
  public Response events(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = new Queries(uri, Set.of("limit", "watch"));
    if (intake.find(name).isEmpty()) {
      throw ProblemException.notFound(name);
    }
    if (queries.flag("watch")) {
      Optional<String> last = Optional.ofNullable(headers.getHeaderString("Last-Event-ID"));
      Wanted wanted =
          ledger.within(Declared.APP, new Wanted(Optional.of(name), LabelSelector.EVERYTHING));
      EventStream stream = new EventStream(intake, history, name, wanted).after(last);
      return door.events(connection, stream::copy);
    }
    int limit = queries.number("limit").filter(n -> n > 0).orElse(SHOWN);
    return Answers.list(
        history.of(name, limit).stream().map(AppHistoryResource::tree).toList(), headers);
  }

  static Map<String, Object> tree(AppEvent event) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", event.id());
    tree.put("time", event.time().toString());
    tree.put("type", event.warning() ? "Warning" : "Normal");
    tree.put("reason", event.reason());
    tree.put("message", event.message());
    tree.put("tookMillis", event.took().map(java.time.Duration::toMillis).orElse(null));
    tree.put("count", event.count());
    return tree;
  }

  @GET
  @Path("revisions")
  @Operation(summary = "Every applied spec of an app, newest first")
  public Response revisions(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    List<ImagePins.Pinned> images = pins.of(name);
    return Answers.list(
        intake.revisions(name).stream().map(revision -> tree(app, revision, images)).toList(),
        headers);
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
    tree.put("spec", AppTree.document(HiddenArgs.hide(revision.declared())).get("spec"));
    return tree;
  }
}
