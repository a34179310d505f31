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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Berth's secrets where Kubernetes has its own: {@code kubectl create secret}. */
@Path("/api/v1/{place:secrets|namespaces/[^/]+/secrets}")
@RunOnVirtualThread
public class SecretsResource {
  private static final ApiResource SECRETS = ApiResource.SECRETS;

  private final KubeReads reads;
  private final KubeWrites writes;
  private final Deletions deletions;
  private final KubeStreams streams;

  SecretsResource(KubeReads reads, KubeWrites writes, Deletions deletions, KubeStreams streams) {
    this.reads = reads;
    this.writes = writes;
    this.deletions = deletions;
    this.streams = streams;
  }

  @GET
  @Operation(hidden = true)
  public Response list(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    KubeQueries queries = new KubeQueries(uri);
    Accept accept = Accept.of(headers, queries);
    return queries.flag("watch")
        ? streams.open(connection, reads.watch(CoreSecrets.SHAPE, queries, accept)::copy)
        : KubeAnswers.ok(reads.list(CoreSecrets.SHAPE, queries, accept));
  }

  @GET
  @Path("{name}")
  @Operation(hidden = true)
  public Response get(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Accept accept = Accept.of(headers, new KubeQueries(uri));
    return KubeAnswers.ok(reads.get(CoreSecrets.SHAPE, name, accept));
  }

  @POST
  @Operation(hidden = true)
  public Response create(
      String place,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    Map<String, Object> tree = placed(place, document(body, headers));
    Map<String, Object> secret = CoreSecretDrafts.berth(tree, Optional.empty(), writeOptions);
    return answer(
        writes.create(SECRETS, secret, writeOptions), writeOptions, Accept.of(headers, queries));
  }

  @PUT
  @Path("{name}")
  @Operation(hidden = true)
  public Response replace(
      String place,
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    Map<String, Object> tree = placed(place, document(body, headers));
    return change(name, before -> tree, writeOptions, Accept.of(headers, queries));
  }

  @PATCH
  @Path("{name}")
  @Operation(hidden = true)
  public Response patch(
      String place,
      String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    Object patch = KubeDrafts.document(KubeBodies.patch(body));
    if (!KubePatches.plain(contentType).equals("application/apply-patch+yaml")) {
      UnaryOperator<Map<String, Object>> edit = KubePatches.edit(contentType, patch);
      return change(
          name, tree -> placed(place, edit.apply(tree)), writeOptions, Accept.of(headers, queries));
    }
    Map<String, Object> tree = placed(place, KubeDrafts.map(patch));
    Map<String, Object> secret = CoreSecretDrafts.berth(tree, Optional.empty(), writeOptions);
    KubeWrites.Written written = writes.apply(SECRETS, name, secret, writeOptions);
    return answer(written, writeOptions, Accept.of(headers, queries));
  }

  @DELETE
  @Path("{name}")
  @Operation(hidden = true)
  public Response delete(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    return KubeAnswers.ok(
        deletions.one(SECRETS, name, KubeBodies.patch(body), queries, writeOptions));
  }

  @DELETE
  @Operation(hidden = true)
  public Response deleteAll(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    KubeQueries queries = new KubeQueries(uri);
    KubeWriteOptions writeOptions = KubeWriteOptions.of(queries, headers, user);
    return KubeAnswers.ok(deletions.all(SECRETS, KubeBodies.patch(body), queries, writeOptions));
  }

  private static Map<String, Object> document(InputStream body, HttpHeaders headers) {
    if (headers.getMediaType() == null
        || !headers.getMediaType().getSubtype().equals("vnd.kubernetes.protobuf")) {
      return KubeDrafts.map(KubeDrafts.document(KubeBodies.text(body, headers)));
    }
    byte[] bytes = KubeBodies.bytes(body);
    if (!Protobuf.is(bytes)) {
      throw KubeException.bad("the body is no message of Protocol Buffers");
    }
    return CoreSecretDrafts.packed(bytes);
  }

  /** A document that names no namespace of its own is meant for that of its place. */
  private static Map<String, Object> placed(String place, Map<String, Object> tree) {
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(tree));
    String said = KubeObjects.text(metadata, "namespace");
    if (place.contains("/") && (said.isEmpty() || said.equals(Pod.NAMESPACE))) {
      metadata.put("namespace", place.split("/", -1)[1]);
    }
    Map<String, Object> placed = new LinkedHashMap<>(tree);
    placed.put("metadata", metadata);
    return placed;
  }

  private Response change(
      String name,
      UnaryOperator<Map<String, Object>> edit,
      KubeWriteOptions writeOptions,
      Accept accept) {
    KubeWrites.Written written =
        writes.change(SECRETS, name, CoreSecretDrafts.change(edit, writeOptions), writeOptions);
    return answer(written, writeOptions, accept);
  }

  private static Response answer(
      KubeWrites.Written written, KubeWriteOptions writeOptions, Accept accept) {
    Map<String, Object> tree = CoreSecrets.SHAPE.shown(written.thing(), accept);
    return KubeAnswers.of(written.created() ? 201 : 200, tree, writeOptions);
  }
}
