package dev.berth.api;

import dev.berth.intake.Receipt;
import dev.berth.intake.ResourceKind;
import dev.berth.intake.Resources;
import dev.berth.spec.Resource;
import dev.berth.spec.ResourceDraft;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is declared beside apps: sources, registries, secrets. */
@Path("/v1/{plural:sources|registries|secrets}")
@RunOnVirtualThread
public class ResourcesResource {
  private static final Set<String> QUERIES = Set.of("dryRun");

  private final Resources resources;

  ResourcesResource(Resources resources) {
    this.resources = resources;
  }

  private ResourceKind kind(String plural) {
    return resources.kind(plural).orElseThrow(() -> ProblemException.notFound(plural));
  }

  @GET
  @Operation(summary = "List resources of a kind")
  public Response list(String plural, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    ResourceKind kind = kind(plural);
    return Answers.list(
        resources.all(kind).stream().map(r -> ResourceView.of(kind, r)).toList(), headers);
  }

  @GET
  @Path("{name}")
  @Operation(summary = "Show a resource")
  public Response get(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    ResourceKind kind = kind(plural);
    return resources
        .find(kind, name)
        .map(found -> show(200, kind, found, headers).build())
        .orElseThrow(() -> ProblemException.notFound(name));
  }

  @POST
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Create a resource", description = "The same again changes nothing.")
  public Response create(
      String plural, InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, QUERIES);
    ResourceKind kind = kind(plural);
    ResourceDraft draft = Bodies.resource(kind.name(), body);
    Receipt.Accepted<Resource> seen =
        Receipts.accepted(resources.rehearse(kind, draft, Receipts.precondition(headers)));
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
    Queries queries = new Queries(uri, QUERIES);
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
    var precondition = Receipts.precondition(headers);
    Receipt.Accepted<Resource> accepted =
        Receipts.accepted(
            queries.flag("dryRun")
                ? resources.rehearse(kind, draft, precondition)
                : resources.put(kind, draft, precondition));
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED && !queries.flag("dryRun");
    Response.ResponseBuilder answer = show(isNew ? 201 : 200, kind, accepted.desired(), headers);
    if (isNew) {
      answer.location(URI.create("/v1/" + kind.plural() + "/" + accepted.desired().name()));
    }
    return answer.build();
  }

  @DELETE
  @Path("{name}")
  @Operation(summary = "Remove a resource")
  public Response delete(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    ResourceKind kind = kind(plural);
    Receipt.Accepted<Resource> gone =
        Receipts.accepted(resources.remove(kind, name, Receipts.precondition(headers)));
    return show(200, kind, gone.desired(), headers).build();
  }

  private static Response.ResponseBuilder show(
      int code, ResourceKind kind, Resource resource, HttpHeaders headers) {
    return Answers.of(code, ResourceView.of(kind, resource), headers)
        .header(HttpHeaders.ETAG, Receipts.tag(resource.resourceVersion()));
  }
}
