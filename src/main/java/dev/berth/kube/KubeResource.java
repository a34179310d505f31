package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
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
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Apps, sources, registries, secrets and engines by the rules of the Kubernetes API. */
@Path("/apis/berth.dev/v1/{plural:apps|sources|registries|secrets|engines}")
@RunOnVirtualThread
public class KubeResource {
  private final KubeReads reads;
  private final KubeWrites writes;
  private final Deletions deletions;
  private final KubeStreams streams;

  KubeResource(KubeReads reads, KubeWrites writes, Deletions deletions, KubeStreams streams) {
    this.streams = streams;
    this.reads = reads;
    this.writes = writes;
    this.deletions = deletions;
  }

  static ApiResource served(String plural) {
    return ApiResource.of(plural)
        .orElseThrow(
            () -> KubeException.of(404, "NotFound", "there is no resource " + plural + " here"));
  }

  @GET
  @Operation(hidden = true)
  public Response list(
      String plural,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    KubeQueries queries = new KubeQueries(uri);
    Accept accept = Accept.of(headers, queries);
    KubeShape shape = new KubeShape.Own(served(plural));
    if (!queries.flag("watch")) {
      return KubeAnswers.ok(reads.list(shape, queries, accept));
    }
    if ("websocket".equalsIgnoreCase(headers.getHeaderString("Upgrade"))) {
      return Response.ok().build(); // Clients that would rather have a web socket ask again then.
    }
    KubeWatch watch = reads.watch(shape, queries, accept);
    return streams.open(connection, watch::copy);
  }

  @GET
  @Path("{name}")
  @Operation(hidden = true)
  public Response get(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Accept accept = Accept.of(headers, new KubeQueries(uri));
    return KubeAnswers.ok(reads.get(new KubeShape.Own(served(plural)), name, accept));
  }

  @POST
  @Operation(hidden = true)
  public Response create(
      String plural,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    Map<String, Object> tree = KubeDrafts.map(KubeDrafts.document(KubeBodies.text(body, headers)));
    KubeWrites.Written written = writes.create(served(plural), tree, writeOptions);
    return answer(served(plural), written, writeOptions, Accept.of(headers, queries));
  }

  @PUT
  @Path("{name}")
  @Operation(hidden = true)
  public Response replace(
      String plural,
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    ApiResource apiResource = served(plural);
    Map<String, Object> tree = KubeDrafts.map(KubeDrafts.document(KubeBodies.text(body, headers)));
    KubeWrites.Written written =
        writes.change(
            apiResource, name, KubePatches.replace(apiResource, tree, writeOptions), writeOptions);
    return answer(apiResource, written, writeOptions, Accept.of(headers, queries));
  }

  @PATCH
  @Path("{name}")
  @Operation(hidden = true)
  public Response patch(
      String plural,
      String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    ApiResource apiResource = served(plural);
    Object patch = KubeDrafts.document(KubeBodies.patch(body));
    KubeWrites.Written written =
        switch (KubePatches.plain(contentType)) {
          case "application/json-patch+json" ->
              writes.change(
                  apiResource,
                  name,
                  KubePatches.json(apiResource, patch, writeOptions),
                  writeOptions);
          case "application/merge-patch+json", "application/strategic-merge-patch+json" ->
              writes.change(
                  apiResource,
                  name,
                  KubePatches.merge(apiResource, patch, writeOptions),
                  writeOptions);
          case "application/apply-patch+yaml" ->
              writes.apply(apiResource, name, KubeDrafts.map(patch), writeOptions);
          default -> throw KubePatches.unsupported();
        };
    return answer(apiResource, written, writeOptions, Accept.of(headers, queries));
  }

  @DELETE
  @Path("{name}")
  @Operation(hidden = true)
  public Response delete(
      String plural,
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    return KubeAnswers.ok(
        deletions.one(served(plural), name, KubeBodies.patch(body), queries, writeOptions));
  }

  @DELETE
  @Operation(hidden = true)
  public Response deleteAll(
      String plural,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    return KubeAnswers.ok(
        deletions.all(served(plural), KubeBodies.patch(body), queries, writeOptions));
  }

  private static Response answer(
      ApiResource apiResource,
      KubeWrites.Written written,
      KubeWriteOptions writeOptions,
      Accept accept) {
    Map<String, Object> tree = new KubeShape.Own(apiResource).shown(written.thing(), accept);
    return KubeAnswers.of(written.created() ? 201 : 200, tree, writeOptions);
  }
}
