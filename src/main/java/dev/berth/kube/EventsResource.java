package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.port.EventLog;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What happened to apps and sources, where {@code kubectl describe} and {@code get events} look for
 * it.
 */
@Path("/api/v1")
@RunOnVirtualThread
public class EventsResource {
  private static final int SHOWN = 100;
  private static final String APP = ApiResource.APPS.kind();
  private static final String SOURCE = ApiResource.SOURCES.kind();
  private static final String NAME = "involvedObject.name";

  private final Intake intake;
  private final EventLog eventLog;
  private final ResourceQueries resourceQueries;
  private final SourceOperations desk;

  EventsResource(
      Intake intake, EventLog eventLog, ResourceQueries resourceQueries, SourceOperations desk) {
    this.desk = desk;
    this.intake = intake;
    this.eventLog = eventLog;
    this.resourceQueries = resourceQueries;
  }

  @GET
  @Path("events")
  @Operation(hidden = true)
  public Response events(@Context UriInfo uri, @Context HttpHeaders headers) {
    KubeQueries queries = new KubeQueries(uri);
    Map<String, String> fields = queries.fields();
    List<Map<String, Object>> found = new ArrayList<>();
    Optional<String> name = Optional.ofNullable(fields.get(NAME));
    Optional<String> kind = Optional.ofNullable(fields.get("involvedObject.kind"));
    if (kind.filter(k -> !k.equals(APP)).isEmpty()) {
      apps(name)
          .forEach(app ->
              eventLog
                  .of(app.name(), SHOWN)
                  .forEach(event -> found.add(object(APP, app.name(), app.uid(), event))));
    }
    if (kind.filter(k -> !k.equals(SOURCE)).isEmpty()) {
      sources(name)
          .forEach(source ->
              desk.events(source.name(), SHOWN)
                  .forEach(event ->
                      found.add(object(SOURCE, source.name(), source.resource().uid(), event))));
    }
    return KubeAnswers.ok(answer(found, Accept.of(headers, queries)));
  }

  @GET
  @Path("namespaces/{namespace}/events")
  @Operation(hidden = true)
  public Response events(String namespace, @Context UriInfo uri, @Context HttpHeaders headers) {
    return events(uri, headers);
  }

  /** As far as the client may see them. */
  private List<DeclaredResource.OfResource> sources(Optional<String> name) {
    ResourceFilter resourceFilter = new ResourceFilter(name, LabelSelector.EVERYTHING);
    return resourceQueries.list(SOURCE, resourceFilter, 0, Optional.empty()).items().stream()
        .flatMap(found ->
            found instanceof DeclaredResource.OfResource one ? Stream.of(one) : Stream.of())
        .toList();
  }

  private List<DesiredApp> apps(Optional<String> name) {
    return name.isPresent() ? intake.find(name.get()).stream().toList() : intake.all();
  }

  private Map<String, Object> answer(List<Map<String, Object>> events, Accept accept) {
    Map<String, Object> metadata = Map.of("resourceVersion", Long.toString(resourceQueries.now()));
    return accept.table()
        ? EventTable.of(metadata, events, accept.include(), Instant.now())
        : KubeObjects.list("EventList", "v1", metadata, events);
  }

  private static Map<String, Object> object(String kind, String name, String uid, AppEvent event) {
    String time = event.time().toString();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name + "." + event.id());
    metadata.put("namespace", "default");
    metadata.put("uid", uid + "." + event.id());
    metadata.put("resourceVersion", Long.toString(event.id()));
    metadata.put("creationTimestamp", time);
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("kind", kind);
    about.put("apiVersion", ApiResource.API_VERSION);
    about.put("name", name);
    about.put("uid", uid);
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
