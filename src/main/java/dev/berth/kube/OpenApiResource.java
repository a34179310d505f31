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
  private static final String CORE = "api/v1";

  private final Map<String, Object> own = Schemas.third(DescribedKind.OWN);
  private final Map<String, Object> core = Schemas.third(DescribedKind.CORE);
  private final Map<String, Object> second = Schemas.second(DescribedKind.OWN);

  @GET
  @Path("v3")
  @Operation(hidden = true)
  public Response paths() {
    return KubeAnswers.ok(Map.of("paths", Map.of(OWN, link(OWN, own), CORE, link(CORE, core))));
  }

  /** Clients keep what is behind it until the link changes. */
  private static Map<String, String> link(String group, Map<String, Object> document) {
    String hash = Integer.toHexString(KubeJson.text(document).hashCode());
    return Map.of("serverRelativeURL", "/openapi/v3/" + group + "?hash=" + hash);
  }

  @GET
  @Path("v3/" + OWN)
  @Operation(hidden = true)
  public Response own() {
    return KubeAnswers.ok(own);
  }

  @GET
  @Path("v3/" + CORE)
  @Operation(hidden = true)
  public Response core() {
    return KubeAnswers.ok(core);
  }

  @GET
  @Path("v2")
  @Operation(hidden = true)
  public Response second() {
    return KubeAnswers.ok(second);
  }
}
