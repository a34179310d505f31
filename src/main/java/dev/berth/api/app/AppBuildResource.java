package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.OperationView;
import dev.berth.api.wait.Waits;
import dev.berth.intake.app.Intake;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Images of services, built again though nothing that goes into them has changed. */
@Path("/v1/apps/{name}/build")
@RunOnVirtualThread
public class AppBuildResource {
  private static final String SERVICE = "service";

  private final Intake intake;
  private final ImageOperations desk;
  private final Waits waits;

  AppBuildResource(Intake intake, ImageOperations desk, Waits waits) {
    this.intake = intake;
    this.desk = desk;
    this.waits = waits;
  }

  @POST
  @Consumes("*/*")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Build the image of a service again",
      description =
          "service=NAME, where an app builds more than one. noCache=true: every step anew;"
              + " pull=true: bases from their registries. What runs stays as it is until the next"
              + " revision; rollout=true: until it is built.")
  public Response build(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun", SERVICE, "noCache", "pull", "rollout");
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    if (app.isDeleting()) {
      throw ProblemException.of(409, "Conflict", "app `" + name + "` is being deleted");
    }
    Service service = queries.text(SERVICE).map(one -> named(app, one)).orElseGet(() -> only(app));
    if (queries.flag("dryRun")) {
      return Answers.ok(dryRun(app, service), headers);
    }
    ImageOperations.Rebuild how =
        new ImageOperations.Rebuild(
            queries.flag("noCache"), queries.flag("pull"), queries.flag("rollout"));
    Operation operation = waits.untilDone(desk.build(app, service, how), queries);
    int code = operation.state().isOver() && queries.patience().isPresent() ? 200 : 202;
    return Answers.of(code, OperationView.of(operation), headers)
        .location(URI.create("/v1/operations/" + operation.id()))
        .build();
  }

  private static List<Service> built(DesiredApp app) {
    return app.app().services().values().stream()
        .filter(service -> service.image() instanceof ImageSource.Build)
        .toList();
  }

  private static Service named(DesiredApp app, String wanted) {
    return built(app).stream()
        .filter(service -> service.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> invalid(app, "app `" + app.name() + "` builds no `" + wanted + "`"));
  }

  private static Service only(DesiredApp app) {
    List<Service> built = built(app);
    if (built.size() != 1) {
      throw invalid(app, "app `" + app.name() + "` builds " + built.size() + " images");
    }
    return built.getFirst();
  }

  private static ProblemException invalid(DesiredApp app, String what) {
    List<String> names = built(app).stream().map(Service::name).toList();
    return ProblemException.of(
        422,
        "Unprocessable Content",
        what
            + (names.isEmpty()
                ? "; none of its services has a build"
                : "; say service=" + String.join(" or service=", names)));
  }

  private Map<String, Object> dryRun(DesiredApp app, Service service) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("dryRun", true);
    tree.put("kind", "build");
    tree.put(SERVICE, service.name());
    tree.put("reference", desk.dryRunBuild(app, service));
    return tree;
  }
}
