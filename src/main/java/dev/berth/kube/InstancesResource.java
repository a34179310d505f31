package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
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
  private final KubeStreams streams;

  InstancesResource(Instances instances, KubeStreams streams) {
    this.streams = streams;
    this.instances = instances;
  }

  @GET
  @Operation(hidden = true)
  public Response list(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerResponse connection) {
    KubeQueries queries = new KubeQueries(uri);
    Accept accept = Accept.of(headers, queries);
    if (!queries.flag("watch")) {
      return KubeAnswers.ok(instances.list(queries, accept));
    }
    return streams.open(connection, instances.watch(queries, accept)::copy);
  }

  @GET
  @Path("{name}")
  @Operation(hidden = true)
  public Response get(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return KubeAnswers.ok(instances.get(name, Accept.of(headers, new KubeQueries(uri))));
  }
}
