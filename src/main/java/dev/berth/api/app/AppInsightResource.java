package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.intake.app.Intake;
import dev.berth.port.PlanPreview;
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

/** What is to be done for an app, and what is not as declared. */
@Path("/v1/apps/{name}")
@RunOnVirtualThread
public class AppInsightResource {
  private final Intake intake;
  private final PlanPreview planPreview;

  AppInsightResource(Intake intake, PlanPreview planPreview) {
    this.intake = intake;
    this.planPreview = planPreview;
  }

  @GET
  @Path("plan")
  @Produces({"application/json", "application/yaml", "text/plain"})
  @Operation(
      summary = "What the next pass would do, each action with its cause",
      description = "As data, or as text/plain.")
  public Response plan(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    PlanPreview.PlanReport plan = planPreview.plan(find(name));
    boolean asText =
        headers.getAcceptableMediaTypes().getFirst().isCompatible(MediaType.TEXT_PLAIN_TYPE)
            && !headers.getAcceptableMediaTypes().getFirst().isWildcardType();
    if (asText) {
      return Response.ok(PlanView.text(plan), MediaType.TEXT_PLAIN_TYPE).build();
    }
    Map<String, Object> tree = PlanView.of(plan);
    return Answers.ok(tree, headers);
  }

  @GET
  @Path("drift")
  @Operation(summary = "What is not as declared any more, and how it is mended")
  public Response drift(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    DesiredApp app = find(name);
    return Answers.of(
            200, planPreview.drift(app.name()).stream().map(PlanView::of).toList(), headers)
        .build();
  }

  private DesiredApp find(String name) {
    return intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
  }
}
