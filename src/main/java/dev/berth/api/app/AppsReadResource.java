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
import dev.berth.status.Phase;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Apps to be looked at: one, all, some, and as a stream of changes. */
@Path("/v1/apps")
@RunOnVirtualThread
public class AppsReadResource {
  private static final String WATCH = "watch";
  private static final String PHASE = "phase";

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
              + " part at a time; ?phase=Failed,Degraded; ?fields=metadata.name,status.phase for"
              + " those fields alone; ?watch=true for server-sent events ADDED, MODIFIED, DELETED,"
              + " which resume with Last-Event-ID.")
  public Response list(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    Set<String> known = new HashSet<>(Selection.QUERIES);
    known.addAll(Set.of(WATCH, PHASE));
    Queries queries = new Queries(uri, known);
    Selection selection = Selection.of(queries);
    Set<String> phases = phases(queries);
    if (queries.flag(WATCH)) {
      return watches.stream(DeclaredResource.APP, selection, headers, connection);
    }
    Page page = page(selection, phases);
    Response.ResponseBuilder whole = Answers.of(200, selection.tree(page), headers);
    return Conditional.answer(whole, page.number(), headers);
  }

  /** Of a part of all apps only those are read that are shown; of those in a phase, all are. */
  private Page page(Selection part, Set<String> phases) {
    return phases.isEmpty()
        ? resourceQueries.list(DeclaredResource.APP, part.wanted(), part.limit(), part.after())
        : resourceQueries.list(
            DeclaredResource.APP,
            part.wanted(),
            app -> phases.contains(phase(app)),
            part.limit(),
            part.after());
  }

  private static String phase(DeclaredResource app) {
    return app instanceof DeclaredResource.OfApp of ? of.phase() : "";
  }

  private static Set<String> phases(Queries queries) {
    Set<String> known = Stream.of(Phase.values()).map(Phase::text).collect(Collectors.toSet());
    Set<String> phases =
        queries.text(PHASE).map(text -> Set.copyOf(List.of(text.split(",", -1)))).orElse(Set.of());
    if (!known.containsAll(phases)) {
      throw ProblemException.of(
          400, "Bad Request", "`phase` must be some of " + String.join(",", new TreeSet<>(known)));
    }
    if (!phases.isEmpty() && queries.flag(WATCH)) {
      throw ProblemException.of(
          400, "Bad Request", "`phase` is for lists: a watch tells of every change of it");
    }
    return phases;
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
      return watches.stream(
          DeclaredResource.APP, Selection.of(resourceFilter), headers, connection);
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
