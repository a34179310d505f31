package dev.berth.kube;

import dev.berth.intake.Intake;
import dev.berth.intake.Ledger;
import dev.berth.spec.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.History;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened to apps, where {@code kubectl describe} and {@code get events} look for it. */
@Path("/api/v1")
@RunOnVirtualThread
public class EventsResource {
  private static final int SHOWN = 100;
  private static final String NAME = "involvedObject.name";

  private final Intake intake;
  private final History history;
  private final Ledger ledger;

  EventsResource(Intake intake, History history, Ledger ledger) {
    this.intake = intake;
    this.history = history;
    this.ledger = ledger;
  }

  @GET
  @Path("events")
  @Operation(hidden = true)
  public Response events(@Context UriInfo uri, @Context HttpHeaders headers) {
    KubeQueries queries = new KubeQueries(uri);
    Map<String, String> fields = queries.fields();
    List<Map<String, Object>> found = new ArrayList<>();
    if (fields.getOrDefault("involvedObject.kind", "App").equals("App")) {
      apps(Optional.ofNullable(fields.get(NAME)))
          .forEach(
              app -> history.of(app.name(), SHOWN).forEach(event -> found.add(object(app, event))));
    }
    return KubeAnswers.ok(answer(found, Accept.of(headers, queries)));
  }

  @GET
  @Path("namespaces/{namespace}/events")
  @Operation(hidden = true)
  public Response events(String namespace, @Context UriInfo uri, @Context HttpHeaders headers) {
    return events(uri, headers);
  }

  private List<DesiredApp> apps(Optional<String> name) {
    return name.isPresent() ? intake.find(name.get()).stream().toList() : intake.all();
  }

  private Map<String, Object> answer(List<Map<String, Object>> events, Accept accept) {
    Map<String, Object> metadata = Map.of("resourceVersion", Long.toString(ledger.now()));
    return accept.table()
        ? EventTable.of(metadata, events, accept.include(), Instant.now())
        : KubeObjects.list("EventList", "v1", metadata, events);
  }

  private static Map<String, Object> object(DesiredApp app, AppEvent event) {
    String time = event.time().toString();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", app.name() + "." + event.id());
    metadata.put("namespace", "default");
    metadata.put("uid", app.uid() + "." + event.id());
    metadata.put("resourceVersion", Long.toString(event.id()));
    metadata.put("creationTimestamp", time);
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("kind", "App");
    about.put("apiVersion", Served.API_VERSION);
    about.put("name", app.name());
    about.put("uid", app.uid());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "Event");
    tree.put("apiVersion", "v1");
    tree.put("metadata", metadata);
    tree.put("involvedObject", about);
    tree.put("reason", event.reason());
    tree.put("message", event.message());
    tree.put("source", Map.of("component", "berth"));
    tree.put("reportingComponent", "berth");
    tree.put("firstTimestamp", time);
    tree.put("lastTimestamp", time);
    tree.put("count", event.count());
    tree.put("type", event.warning() ? "Warning" : "Normal");
    return tree;
  }
}
