package dev.berth.kube;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What pods use: {@code kubectl top pods}. */
@Path("/apis/metrics.k8s.io/v1beta1")
@RunOnVirtualThread
public class MetricsResource {
  private final Pods pods;
  private final PodMetrics podMetrics;

  MetricsResource(Pods pods, PodMetrics podMetrics) {
    this.pods = pods;
    this.podMetrics = podMetrics;
  }

  /** The engine tells what containers use, and nothing of its machine. */
  @GET
  @Path("nodes")
  @Operation(hidden = true)
  public Response nodes() {
    throw KubeException.of(
        404, "NotFound", "machines are not measured here, what runs on them is: kubectl top pods");
  }

  @GET
  @Path("pods")
  @Operation(hidden = true)
  public Response list(@Context UriInfo uri) throws InterruptedException {
    return KubeAnswers.ok(podMetrics.list(pods.all(new KubeQueries(uri).wanted())));
  }

  @GET
  @Path("namespaces/{namespace}/pods")
  @Operation(hidden = true)
  public Response list(String namespace, @Context UriInfo uri) throws InterruptedException {
    return list(uri);
  }

  @GET
  @Path("namespaces/{namespace}/pods/{name}")
  @Operation(hidden = true)
  public Response get(String namespace, String name, @Context UriInfo uri)
      throws InterruptedException {
    Pod pod = pods.find(name, new KubeQueries(uri).wanted());
    List<Map<String, Object>> measured = podMetrics.of(List.of(pod));
    if (measured.isEmpty()) {
      throw KubeException.of(
          404, "NotFound", "pod " + name + " is " + pod.phase() + ": only what runs is measured");
    }
    return KubeAnswers.ok(measured.getFirst());
  }
}
