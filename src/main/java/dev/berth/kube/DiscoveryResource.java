package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a client asks before it asks for anything. */
@Path("/")
@RunOnVirtualThread
public class DiscoveryResource {
  /** The Kubernetes whose rules this door follows. */
  private static final String MINOR = "32";

  @GET
  @Path("version")
  @Operation(hidden = true)
  public Response version() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("major", "1");
    tree.put("minor", MINOR);
    tree.put("gitVersion", "v1." + MINOR + ".0+berth");
    tree.put("gitCommit", "");
    tree.put("gitTreeState", "clean");
    tree.put("buildDate", "1970-01-01T00:00:00Z");
    tree.put("goVersion", "none");
    tree.put("compiler", "javac");
    tree.put("platform", "linux/" + System.getProperty("os.arch"));
    return answer(tree);
  }

  @GET
  @Path("api")
  @Operation(hidden = true)
  public Response core(@Context UriInfo uri, @Context HttpHeaders headers) {
    return aggregated(headers, true, Discovery.versions(uri.getBaseUri().getAuthority()));
  }

  @GET
  @Path("apis")
  @Operation(hidden = true)
  public Response groups(@Context HttpHeaders headers) {
    return aggregated(headers, false, Discovery.groups());
  }

  private static Response aggregated(HttpHeaders headers, boolean core, Map<String, Object> plain) {
    String accept = String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT));
    for (String version : new String[] {"v2", "v2beta1"}) {
      String type =
          "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
      if (accept.contains(type)) {
        return Response.ok(KubeJson.text(Discovery.aggregated(core, version)))
            .header(HttpHeaders.CONTENT_TYPE, type)
            .header(HttpHeaders.VARY, "Accept")
            .build();
      }
    }
    return answer(plain);
  }

  @GET
  @Path("api/v1")
  @Operation(hidden = true)
  public Response core() {
    return answer(Discovery.resources(ApiGroup.CORE));
  }

  @GET
  @Path("apis/{group}")
  @Operation(hidden = true)
  public Response group(String group) {
    return answer(Discovery.group(known(group)));
  }

  @GET
  @Path("apis/{group}/{version:v[0-9a-z]+}")
  @Operation(hidden = true)
  public Response resources(String group, String version) {
    ApiGroup known = known(group);
    if (!known.version().equals(version)) {
      throw KubeException.of(
          404, "NotFound", "of " + group + " there is " + known.version() + " only");
    }
    return answer(Discovery.resources(known));
  }

  private static ApiGroup known(String group) {
    return ApiGroup.of(group)
        .orElseThrow(
            () -> KubeException.of(404, "NotFound", "there is no group " + group + " here"));
  }

  private static Response answer(Object tree) {
    return Response.ok(KubeJson.text(tree)).type("application/json").build();
  }
}
