package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Containers, to be looked at. */
@Path("/apis/berth.dev/v1/instances")
@RunOnVirtualThread
public class InstancesResource {
  private final Instances instances;

  InstancesResource(Instances instances) {
    this.instances = instances;
  }

  @GET
  @Operation(hidden = true)
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    KubeQueries queries = new KubeQueries(uri);
    if (queries.flag("watch")) {
      throw KubeException.of(
          405, "MethodNotAllowed", "instances cannot be watched; watch their app");
    }
    return KubeAnswers.ok(instances.list(queries, Accept.of(headers, queries)));
  }

  @GET
  @Path("{name}")
  @Operation(hidden = true)
  public Response get(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return KubeAnswers.ok(instances.get(name, Accept.of(headers, new KubeQueries(uri))));
  }
}
