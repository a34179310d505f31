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
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Apps, sources, registries and secrets by the rules of the Kubernetes API. */
@Path("/apis/berth.dev/v1/{plural:apps|sources|registries|secrets}")
@RunOnVirtualThread
public class KubeResource {
  private static final String PATCHES =
      "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";

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

  static Served served(String plural) {
    return Served.of(plural)
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
    Served served = served(plural);
    if (!queries.flag("watch")) {
      return KubeAnswers.ok(reads.list(served, queries, accept));
    }
    if ("websocket".equalsIgnoreCase(headers.getHeaderString("Upgrade"))) {
      return Response.ok().build(); // Clients that would rather have a web socket ask again then.
    }
    KubeWatch watch = reads.watch(served, queries, accept);
    return streams.open(connection, watch::copy);
  }

  @GET
  @Path("{name}")
  @Operation(hidden = true)
  public Response get(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Accept accept = Accept.of(headers, new KubeQueries(uri));
    return KubeAnswers.ok(reads.get(served(plural), name, accept));
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
    Ask ask = Ask.of(queries, headers, user);
    Map<String, Object> tree = Trees.map(Trees.document(KubeBodies.text(body, headers)));
    KubeWrites.Written written = writes.create(served(plural), tree, ask);
    return answer(served(plural), written, ask, Accept.of(headers, queries));
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
    Ask ask = Ask.of(queries, headers, user);
    Served served = served(plural);
    Map<String, Object> tree = Trees.map(Trees.document(KubeBodies.text(body, headers)));
    KubeWrites.Written written =
        writes.change(served, name, Changes.replace(served, tree, ask), ask);
    return answer(served, written, ask, Accept.of(headers, queries));
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
    Ask ask = Ask.of(queries, headers, user);
    Served served = served(plural);
    Object patch = Trees.document(KubeBodies.patch(body));
    KubeWrites.Written written =
        switch (plain(contentType)) {
          case "application/json-patch+json" ->
              writes.change(served, name, Changes.json(served, patch, ask), ask);
          case "application/merge-patch+json", "application/strategic-merge-patch+json" ->
              writes.change(served, name, Changes.merge(served, patch, ask), ask);
          case "application/apply-patch+yaml" -> writes.apply(served, name, Trees.map(patch), ask);
          default ->
              throw KubeException.of(
                  415,
                  "UnsupportedMediaType",
                  "the body of the request was in an unknown format - accepted media types"
                      + " include: "
                      + PATCHES);
        };
    return answer(served, written, ask, Accept.of(headers, queries));
  }

  private static String plain(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType;
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
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
    Ask ask = Ask.of(queries, headers, user);
    return KubeAnswers.ok(
        deletions.one(served(plural), name, KubeBodies.patch(body), queries, ask));
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
    Ask ask = Ask.of(queries, headers, user);
    return KubeAnswers.ok(deletions.all(served(plural), KubeBodies.patch(body), queries, ask));
  }

  private static Response answer(
      Served served, KubeWrites.Written written, Ask ask, Accept accept) {
    Map<String, Object> tree = KubeReads.shown(served, written.thing(), accept);
    return KubeAnswers.of(written.created() ? 201 : 200, tree, ask);
  }
}
