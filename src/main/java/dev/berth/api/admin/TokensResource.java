package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.Tokens;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.Resource;
import dev.berth.state.secret.TokenValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tokens: who may knock, and as what. The value of one is shown once, to who made it. */
@Path("/v1/tokens")
@RunOnVirtualThread
public class TokensResource {
  private final Tokens tokens;

  TokensResource(Tokens tokens) {
    this.tokens = tokens;
  }

  @GET
  @Operation(summary = "List tokens", description = "Never their values.")
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    return Answers.list(tokens.all().stream().map(this::tree).toList(), headers);
  }

  @GET
  @Path("{name}")
  @Operation(summary = "Show a token", description = "Never its value.")
  public Response get(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = Queries.waiting(uri);
    Resource token = tokens.find(name).orElseThrow(() -> missing(name));
    return show(200, tree(token), token, headers).build();
  }

  private static ProblemException missing(String name) {
    return ProblemException.of(
        404, "Not Found", "there is no token `" + name + "`; GET /v1/tokens lists all");
  }

  @PUT
  @Path("{name}")
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(
      summary = "Make or change a token",
      description =
          "Body: role (viewer, deployer, admin), labelSelector of the apps it is for, expiry (a"
              + " time, or a term such as 90d). The answer to the first has the value, as `token`,"
              + " and no other answer has. ?renew=true: another value in place of the one before.")
  public Response put(
      String name, InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun", "renew");
    ResourceDraft draft = Bodies.resource(TokenValue.KIND, body);
    if (!draft.name().isEmpty() && !draft.name().equals(name)) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "the path names token `" + name + "`, the body `" + draft.name() + "`");
    }
    boolean dryRun = queries.flag("dryRun");
    boolean renews = queries.flag("renew");
    Precondition asked = precondition(name, headers);
    Tokens.Issued issued =
        dryRun
            ? tokens.dryRun(draft.named(name), asked, renews)
            : tokens.put(draft.named(name), asked, renews);
    Receipt.Accepted<Resource> accepted = Receipts.accepted(issued.receipt());
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED && !dryRun;
    Map<String, Object> tree = tree(accepted.desired());
    issued.value().ifPresent(value -> tree.put("token", value));
    Response.ResponseBuilder answer =
        show(isNew ? 201 : 200, tree, accepted.desired(), headers)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (isNew) {
      answer.location(URI.create("/v1/tokens/" + name));
    }
    return answer.build();
  }

  private Precondition precondition(String name, HttpHeaders headers) {
    return Receipts.precondition(
        headers, tokens.find(name).map(Resource::resourceVersion).orElse(0L));
  }

  @DELETE
  @Path("{name}")
  @Operation(
      summary = "Forget a token",
      description = "It opens nothing from now on; dryRun=true only looks.")
  public Response delete(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun");
    Precondition asked = precondition(name, headers);
    Receipt<Resource> receipt =
        queries.flag("dryRun") ? tokens.dryRunRemoval(name, asked) : tokens.remove(name, asked);
    if (receipt instanceof Receipt.NotFound<Resource>) {
      throw missing(name);
    }
    Resource gone = Receipts.accepted(receipt).desired();
    return show(200, tree(gone), gone, headers).build();
  }

  private Map<String, Object> tree(Resource token) {
    return new DeclaredResource.OfResource(tokens.kind(), token, token.resourceVersion())
        .document();
  }

  private static Response.ResponseBuilder show(
      int code, Map<String, Object> tree, Resource token, HttpHeaders headers) {
    return Answers.of(code, tree, headers)
        .header(HttpHeaders.ETAG, Receipts.tag(token.resourceVersion()));
  }
}
