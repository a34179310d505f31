package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How many replicas an app has: what {@code kubectl scale} asks and changes. */
@Path("/apis/berth.dev/v1/apps/{name}/scale")
@RunOnVirtualThread
public class ScaleResource {
  private final KubeReads reads;
  private final KubeWrites writes;

  ScaleResource(KubeReads reads, KubeWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @GET
  @Operation(hidden = true)
  public Response get(String name) {
    return KubeAnswers.ok(Scales.of(reads.find(ApiResource.APPS, name)));
  }

  @PUT
  @Operation(hidden = true)
  public Response replace(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Map<String, Object> scale = KubeDrafts.map(KubeDrafts.document(KubeBodies.text(body, headers)));
    return write(name, before -> scale, KubeWriteOptions.of(new KubeQueries(uri), headers, user));
  }

  @PATCH
  @Operation(hidden = true)
  public Response patch(
      String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Object patch = KubeDrafts.document(KubeBodies.patch(body));
    UnaryOperator<Map<String, Object>> edit = KubePatches.edit(contentType, patch);
    return write(name, edit, KubeWriteOptions.of(new KubeQueries(uri), headers, user));
  }

  private Response write(
      String name, UnaryOperator<Map<String, Object>> edit, KubeWriteOptions writeOptions) {
    KubeWrites.Written written =
        writes.change(ApiResource.APPS, name, Scales.change(edit, writeOptions), writeOptions);
    return KubeAnswers.of(200, Scales.of(written.thing()), writeOptions);
  }
}
