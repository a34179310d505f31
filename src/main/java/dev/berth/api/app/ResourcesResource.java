package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.Conditional;
import dev.berth.api.http.Patching;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.api.http.Selection;
import dev.berth.api.stream.Watches;
import dev.berth.api.wait.Waits;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.Resource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is declared beside apps: sources, registries, secrets, engines. */
@Path("/v1/{plural:sources|registries|secrets|engines}")
@RunOnVirtualThread
public class ResourcesResource {
  private static final String DRY_RUN = "dryRun";

  private final ResourceIntake resourceIntake;
  private final ResourceQueries resourceQueries;
  private final Watches watches;
  private final Patching patching;
  private final OptimisticUpdates optimisticUpdates;
  private final Waits waits;

  ResourcesResource(
      ResourceIntake resourceIntake,
      ResourceQueries resourceQueries,
      Watches watches,
      Patching patching,
      OptimisticUpdates optimisticUpdates,
      Waits waits) {
    this.resourceIntake = resourceIntake;
    this.resourceQueries = resourceQueries;
    this.watches = watches;
    this.patching = patching;
    this.optimisticUpdates = optimisticUpdates;
    this.waits = waits;
  }

  private ResourceKind kind(String plural) {
    return resourceIntake.kind(plural).orElseThrow(() -> ProblemException.notFound(plural));
  }

  @GET
  @Operation(
      summary = "List resources of a kind, or follow them",
      description = "?labelSelector, ?limit, ?continue, ?fields and ?watch=true as for apps.")
  public Response list(
      String plural,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Set<String> known = new HashSet<>(Selection.QUERIES);
    known.add("watch");
    Queries queries = new Queries(uri, known);
    String kind = kind(plural).name();
    Selection selection = Selection.of(queries);
    if (queries.flag("watch")) {
      return watches.stream(kind, selection, headers, connection);
    }
    Page page =
        resourceQueries.list(kind, selection.wanted(), selection.limit(), selection.after());
    Response.ResponseBuilder whole = Answers.of(200, selection.tree(page), headers);
    return Conditional.answer(whole, page.number(), headers);
  }

  @GET
  @Path("{name}")
  @Operation(
      summary = "Show a resource",
      description = "With wait=ready a source is answered when it is synced and its apps ready.")
  public Response get(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri);
    ResourceKind kind = kind(plural);
    Resource found =
        resourceIntake.find(kind, name).orElseThrow(() -> ProblemException.notFound(name));
    waits.forOne(kind, found, queries);
    DeclaredResource thing =
        resourceQueries.find(kind.name(), name).orElseThrow(() -> ProblemException.notFound(name));
    return Conditional.answer(Answers.of(200, thing.document(), headers), thing.version(), headers);
  }

  private Precondition precondition(ResourceKind kind, String name, HttpHeaders headers) {
    return Receipts.precondition(
        headers, resourceQueries.find(kind.name(), name).map(DeclaredResource::version).orElse(0L));
  }

  @PATCH
  @Path("{name}")
  @Consumes({Patching.MERGE, Patching.JSON})
  @Operation(
      summary = "Change a part of a resource",
      description = "A merge patch (RFC 7396) or a JSON patch (RFC 6902).")
  public Response patch(
      String plural,
      String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    ResourceKind kind = kind(plural);
    Patching.Sent sent = Patching.read(body, contentType == null ? Patching.MERGE : contentType);
    Receipt.Accepted<Resource> accepted =
        Receipts.accepted(
            optimisticUpdates.amend(
                resourceIntake,
                kind,
                name,
                precondition(kind, name, headers),
                queries.flag(DRY_RUN),
                patching.resource(kind, sent)));
    if (!queries.flag(DRY_RUN)) {
      waits.forOne(kind, accepted.desired(), queries);
    }
    return show(200, kind, accepted.desired(), headers).build();
  }

  @POST
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Create a resource", description = "The same again changes nothing.")
  public Response create(
      String plural, InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    ResourceKind kind = kind(plural);
    ResourceDraft draft = Bodies.resource(kind.name(), body);
    Receipt.Accepted<Resource> seen =
        Receipts.accepted(
            resourceIntake.dryRun(kind, draft, precondition(kind, draft.name(), headers)));
    if (seen.outcome() == Receipt.Outcome.UPDATED) {
      throw ProblemException.of(
          409, "Conflict", draft.name() + " exists and is another one; PUT replaces it");
    }
    return write(kind, draft, queries, headers);
  }

  @PUT
  @Path("{name}")
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Create or replace a resource")
  public Response put(
      String plural,
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    ResourceKind kind = kind(plural);
    ResourceDraft draft = Bodies.resource(kind.name(), body);
    if (!draft.name().isEmpty() && !draft.name().equals(name)) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "the path names `" + name + "`, the body `" + draft.name() + "`");
    }
    return write(kind, draft.named(name), queries, headers);
  }

  private Response write(
      ResourceKind kind, ResourceDraft draft, Queries queries, HttpHeaders headers) {
    Precondition precondition = precondition(kind, draft.name(), headers);
    Receipt.Accepted<Resource> accepted =
        Receipts.accepted(
            queries.flag(DRY_RUN)
                ? resourceIntake.dryRun(kind, draft, precondition)
                : resourceIntake.put(kind, draft, precondition));
    if (!queries.flag(DRY_RUN)) {
      waits.forOne(kind, accepted.desired(), queries);
    }
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED && !queries.flag(DRY_RUN);
    Response.ResponseBuilder answer = show(isNew ? 201 : 200, kind, accepted.desired(), headers);
    if (isNew) {
      answer.location(URI.create("/v1/" + kind.plural() + "/" + accepted.desired().name()));
    }
    return answer.build();
  }

  @DELETE
  @Path("{name}")
  @Operation(summary = "Remove a resource", description = "dryRun=true only looks.")
  public Response delete(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    ResourceKind kind = kind(plural);
    Precondition precondition = precondition(kind, name, headers);
    Receipt.Accepted<Resource> gone =
        Receipts.accepted(
            queries.flag(DRY_RUN)
                ? resourceIntake.dryRunRemoval(kind, name, precondition)
                : resourceIntake.remove(kind, name, precondition));
    return show(200, kind, gone.desired(), headers).build();
  }

  private Response.ResponseBuilder show(
      int code, ResourceKind kind, Resource resource, HttpHeaders headers) {
    DeclaredResource thing = resourceQueries.of(kind, resource);
    return Answers.of(code, thing.document(), headers)
        .header(HttpHeaders.ETAG, Receipts.tag(thing.version()));
  }
}
