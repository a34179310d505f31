package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.state.AppStore;
import dev.berth.state.secret.KeyRotation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The key that seals secrets at rest. */
@Path("/v1/system/rotate-key")
@RunOnVirtualThread
public class KeyResource {
  private final KeyRotation rotation;

  KeyResource(KeyRotation rotation) {
    this.rotation = rotation;
  }

  @POST
  @Operation(
      summary = "Begin a new key and seal everything with it anew",
      description =
          "Answers how many resources were sealed anew. Nothing restarts. dryRun=true: how many"
              + " would be.")
  public Response rotate(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun");
    try {
      int count = queries.flag("dryRun") ? rotation.dryRun() : rotation.rotate();
      return Answers.ok(Map.of("resealed", count), headers);
    } catch (IllegalStateException | AppStore.Conflict e) {
      throw ProblemException.of(409, "Conflict", String.valueOf(e.getMessage()));
    }
  }
}
