package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Conditional;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Selection;
import dev.berth.api.stream.Watches;
import dev.berth.api.wait.Waits;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.DesiredApp;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Apps to be looked at: one, all, some, and as a stream of changes. */
@Path("/v1/apps")
@RunOnVirtualThread
public class AppsReadResource {
  private static final String WATCH = "watch";

  private final Intake intake;
  private final ResourceQueries resourceQueries;
  private final Waits waits;
  private final Watches watches;

  AppsReadResource(Intake intake, ResourceQueries resourceQueries, Waits waits, Watches watches) {
    this.intake = intake;
    this.resourceQueries = resourceQueries;
    this.waits = waits;
    this.watches = watches;
  }

  @GET
  @Operation(
      summary = "List apps, or follow them",
      description =
          "?labelSelector=team=demo,tier in (web, api),!old; ?limit=100 and ?continue=TOKEN for a"
              + " part at a time; ?watch=true for server-sent events ADDED, MODIFIED, DELETED,"
              + " which resume with Last-Event-ID.")
  public Response list(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    Set<String> known = new HashSet<>(Selection.QUERIES);
    known.add(WATCH);
    Queries queries = new Queries(uri, known);
    Selection selection = Selection.of(queries);
    if (queries.flag(WATCH)) {
      return watches.stream(DeclaredResource.APP, selection.wanted(), headers, connection);
    }
    Page page =
        resourceQueries.list(
            DeclaredResource.APP, selection.wanted(), selection.limit(), selection.after());
    Response.ResponseBuilder whole =
        Answers.of(
            200,
            Selection.tree(page, page.items().stream().map(DeclaredResource::document).toList()),
            headers);
    return Conditional.answer(whole, page.number(), headers);
  }

  @GET
  @Path("{name}")
  @Operation(
      summary = "Show an app with its status, or follow it",
      description =
          "?wait=ready&timeout=60s answers when it is ready; ?watch=true as for the list.")
  public Response get(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = Queries.waiting(uri, WATCH);
    if (queries.flag(WATCH)) {
      ResourceFilter resourceFilter =
          new ResourceFilter(Optional.of(name), LabelSelector.EVERYTHING);
      return watches.stream(DeclaredResource.APP, resourceFilter, headers, connection);
    }
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    waits.forApps(List.of(app), queries);
    DeclaredResource thing =
        resourceQueries
            .find(DeclaredResource.APP, name)
            .orElseThrow(() -> ProblemException.notFound(name));
    return Conditional.answer(Answers.of(200, thing.document(), headers), thing.version(), headers);
  }
}
