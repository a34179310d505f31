package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Schemas, as {@code kubectl explain} and its validation read them. */
@Path("/openapi")
@RunOnVirtualThread
public class OpenApiResource {
  private static final String OWN = "apis/berth.dev/v1";

  private final Map<String, Object> third = Schemas.third();
  private final Map<String, Object> second = Schemas.second();

  @GET
  @Path("v3")
  @Operation(hidden = true)
  public Response paths() {
    String hash = Integer.toHexString(KubeJson.text(third).hashCode());
    return KubeAnswers.ok(
        Map.of(
            "paths",
            Map.of(OWN, Map.of("serverRelativeURL", "/openapi/v3/" + OWN + "?hash=" + hash))));
  }

  @GET
  @Path("v3/" + OWN)
  @Operation(hidden = true)
  public Response third() {
    return KubeAnswers.ok(third);
  }

  @GET
  @Path("v2")
  @Operation(hidden = true)
  public Response second() {
    return KubeAnswers.ok(second);
  }
}
