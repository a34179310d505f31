package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.JsonMaps;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.intake.app.Intake;
import dev.berth.manifest.ManifestWriter;
import dev.berth.spec.Holders;
import dev.berth.spec.codec.ComposeWriter;
import dev.berth.state.DesiredApp;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The way out: an app as a Compose file. */
@Path("/v1/apps/{name}/compose")
@RunOnVirtualThread
public class AppComposeResource {
  private final Intake intake;

  AppComposeResource(Intake intake) {
    this.intake = intake;
  }

  @GET
  @Produces({"application/yaml", "application/json"})
  @Operation(
      summary = "An app as a Compose file",
      description = "As YAML, or as application/json. Secrets are read from variables.")
  public Response compose(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    Map<String, Object> tree =
        ComposeWriter.of(Holders.lift(app.app(), app.declared()), app.declared());
    boolean asJson =
        headers.getAcceptableMediaTypes().getFirst().isCompatible(MediaType.APPLICATION_JSON_TYPE)
            && !headers.getAcceptableMediaTypes().getFirst().isWildcardType();
    return asJson
        ? Response.ok(JsonMaps.json(tree), MediaType.APPLICATION_JSON_TYPE).build()
        : Response.ok(ManifestWriter.yaml(tree), Answers.YAML).build();
  }
}
