package dev.berth.api.app;

import dev.berth.api.http.Patching;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.receipt.Precondition;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Changes of a part of an app. */
@Path("/v1/apps")
@RunOnVirtualThread
public class AppPatchResource {
  private final Writes writes;
  private final Patching patching;
  private final OptimisticUpdates optimisticUpdates;

  AppPatchResource(Writes writes, Patching patching, OptimisticUpdates optimisticUpdates) {
    this.writes = writes;
    this.patching = patching;
    this.optimisticUpdates = optimisticUpdates;
  }

  @PATCH
  @Path("{name}")
  @Consumes({Patching.MERGE, Patching.JSON})
  @Operation(
      summary = "Change a part of an app",
      description =
          "A merge patch (RFC 7396) or a JSON patch (RFC 6902) of the document that GET answers."
              + " Patches that come at once all take effect, one after the other.")
  public Response patch(
      String name,
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    Patching.Sent sent = Patching.read(body, contentType == null ? Patching.MERGE : contentType);
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries,
        headers,
        asked,
        (door, held) ->
            optimisticUpdates.amend(door, name, held, Writes.author(user), patching.app(sent)));
  }
}
