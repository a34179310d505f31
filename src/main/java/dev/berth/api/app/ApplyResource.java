package dev.berth.api.app;

import dev.berth.api.http.Bodies;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.intake.bulk.MultiDocumentApply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The door for whole streams of documents, new ones or in place of what is there. */
@Path("/v1/apply")
@RunOnVirtualThread
public class ApplyResource {
  private final MultiDocumentRequests multiDocumentRequests;

  ApplyResource(MultiDocumentRequests multiDocumentRequests) {
    this.multiDocumentRequests = multiDocumentRequests;
  }

  @POST
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(
      summary = "Create or replace everything of a stream of documents",
      description =
          "Apps, sources, registries, secrets and engines mixed. They are checked together, with"
              + " all violations at once, and stored in one transaction or not at all.")
  public Response apply(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.unplanned(uri);
    return multiDocumentRequests.answer(
        Bodies.manifest(body), MultiDocumentApply.Mode.APPLY, queries, headers, user);
  }
}
