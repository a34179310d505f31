package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Waits;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.Intake;
import dev.berth.intake.bulk.MultiDocumentApply;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.DesiredApp;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Apps: what is wanted, and what is there of it. */
@Path("/v1/apps")
@RunOnVirtualThread
public class AppsResource {
  private final Intake intake;
  private final ResourceQueries resourceQueries;
  private final Writes writes;
  private final Waits waits;
  private final MultiDocumentRequests multiDocumentRequests;

  AppsResource(
      Intake intake,
      ResourceQueries resourceQueries,
      Writes writes,
      Waits waits,
      MultiDocumentRequests multiDocumentRequests) {
    this.intake = intake;
    this.resourceQueries = resourceQueries;
    this.writes = writes;
    this.waits = waits;
    this.multiDocumentRequests = multiDocumentRequests;
  }

  @POST
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(
      summary = "Create an app, or everything of a stream of documents",
      description =
          "The same again changes nothing. Several documents, of any kind, are checked together and"
              + " stored together or not at all; the answer is that of POST /v1/apply.")
  public Response create(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    ManifestReader.Manifest manifest = Bodies.manifest(body);
    if (manifest.documents().size() > 1) {
      if (queries.text("plan").isPresent()) {
        throw ProblemException.of(
            400, "Bad Request", "a stream of documents follows no one plan: leave out ?plan");
      }
      return multiDocumentRequests.answer(
          manifest, MultiDocumentApply.Mode.CREATE, queries, headers, user);
    }
    AppDraft draft = Bodies.app(manifest);
    return writes.answer(
        queries,
        headers,
        new Precondition.None(),
        (door, asked) -> door.create(draft, Writes.author(user)));
  }

  @PUT
  @Path("{name}")
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(
      summary = "Create or replace an app",
      description = "What is there of that name is replaced.")
  public Response put(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    AppDraft draft = Bodies.app(Bodies.manifest(body));
    if (!draft.app().name().equals(name) && !draft.app().name().isEmpty()) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "the path names app `" + name + "`, the body `" + draft.app().name() + "`");
    }
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries, headers, asked, (door, held) -> door.put(draft, held, Writes.author(user)));
  }

  @DELETE
  @Path("{name}")
  @Operation(
      summary = "Delete an app",
      description = "Containers and networks go; volumes stay unless ?volumes=delete.")
  public Response delete(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "volumes");
    boolean volumes = deletesVolumes(queries);
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries,
        headers,
        asked,
        (door, held) -> door.remove(name, volumes, held, Writes.author(user)));
  }

  private static boolean deletesVolumes(Queries queries) {
    return queries.word("volumes", Set.of("delete", "keep")).orElse("keep").equals("delete");
  }

  @DELETE
  @Operation(summary = "Delete all apps", description = "Only with ?all=true.")
  public Response deleteAll(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext user) {
    Queries queries = Queries.waiting(uri, "all", "volumes", "dryRun");
    if (!queries.flag("all")) {
      throw ProblemException.of(400, "Bad Request", "say ?all=true to delete every app");
    }
    boolean volumes = deletesVolumes(queries);
    boolean dryRun = queries.flag("dryRun");
    Intake door = dryRun ? intake.dryRun() : intake;
    List<DesiredApp> going = new ArrayList<>();
    for (DesiredApp app : intake.all()) {
      Receipt<DesiredApp> receipt =
          door.remove(app.name(), volumes, new Precondition.None(), Writes.author(user));
      if (receipt instanceof Receipt.Accepted<DesiredApp> accepted) {
        going.add(accepted.desired());
      }
    }
    boolean done = dryRun || waits.forApps(going, queries);
    List<Map<String, Object>> items =
        going.stream()
            .map(app -> dryRun ? writes.dryRun(app) : resourceQueries.of(app).document())
            .toList();
    return Answers.of(done ? 200 : 202, Map.of("items", items), headers).build();
  }
}
