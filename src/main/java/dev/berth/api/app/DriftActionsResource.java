package dev.berth.api.app;

import dev.berth.api.http.Bodies;
import dev.berth.api.http.Patching;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.DriftKeeping;
import dev.berth.intake.app.DriftSelection;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.RequestBodies;
import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.status.DriftReport;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What to do about drift that is only reported: mend it once, or keep it. */
@Path("/v1/apps/{name}")
@RunOnVirtualThread
public class DriftActionsResource {
  private static final String PATHS = "paths";

  private final Writes writes;
  private final Intake intake;
  private final PlanPreview planPreview;
  private final DriftRepairs repairs;
  private final Patching patching;
  private final OptimisticUpdates optimisticUpdates;

  DriftActionsResource(
      Writes writes,
      Intake intake,
      PlanPreview planPreview,
      DriftRepairs repairs,
      Patching patching,
      OptimisticUpdates optimisticUpdates) {
    this.writes = writes;
    this.intake = intake;
    this.planPreview = planPreview;
    this.repairs = repairs;
    this.patching = patching;
    this.optimisticUpdates = optimisticUpdates;
  }

  @POST
  @Path("repair")
  @Consumes("*/*")
  @Operation(
      summary = "Mend what has drifted, once, whatever the policy",
      description =
          "Body: {\"paths\": [\"environment.NAME\"]}; without it everything that can be mended."
              + " A container that has to be made anew is as declared in everything.")
  public Response repair(
      String name, InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Writes.queries(uri);
    List<String> paths = paths(body);
    List<DriftReport> meant = mendable(chosen(name, paths), !paths.isEmpty());
    Set<String> mended = meant.stream().map(DriftReport::path).collect(Collectors.toSet());
    return writes.answer(
        queries,
        headers,
        writes.precondition(headers, name),
        (door, held) -> repaired(door, name, mended, held),
        Map.of("repairs", told(meant)));
  }

  /** What is wanted stays: nothing is stored. */
  private Receipt<DesiredApp> repaired(
      Intake door, String name, Set<String> paths, Precondition held) {
    DesiredApp app = door.find(name).orElseThrow(() -> ProblemException.notFound(name));
    var breach = held.breach(java.util.Optional.of(app.resourceVersion()));
    if (breach.isPresent()) {
      return new Receipt.PreconditionFailed<>(breach.get());
    }
    if (!door.isDryRun()) {
      repairs.repair(name, paths);
      return new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, app);
    }
    DesiredApp mending =
        app.withApp(app.app().withDrift(app.app().drift().mending(paths))).withNotes(app.notes());
    return new Receipt.Accepted<>(Receipt.Outcome.UNCHANGED, mending);
  }

  private static List<DriftReport> mendable(List<DriftReport> chosen, boolean isNamed) {
    List<DriftReport> never = chosen.stream().filter(d -> d.repair().equals("none")).toList();
    if (isNamed && !never.isEmpty()) {
      throw invalid(
          never.stream()
              .map(d -> new Violation(d.path(), "is never mended: that would cost data"))
              .toList());
    }
    return chosen.stream().filter(d -> !d.repair().equals("none")).toList();
  }

  @POST
  @Path("drift/keep")
  @Consumes("*/*")
  @Operation(
      summary = "Declare what has drifted, as a new revision",
      description =
          "Body: {\"paths\": [\"environment.NAME\"]}; without it everything. 422 names what cannot"
              + " be written into the spec.")
  public Response keep(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    List<DriftReport> meant = chosen(name, paths(body));
    Patching.Sent patch = new Patching.Sent(Map.of("spec", patch(name, meant)), true);
    return writes.answer(
        queries,
        headers,
        writes.precondition(headers, name),
        (door, held) ->
            optimisticUpdates.amend(door, name, held, Writes.author(user), patching.app(patch)),
        Map.of("kept", told(meant)));
  }

  private Map<String, @Nullable Object> patch(String name, List<DriftReport> meant) {
    return switch (DriftKeeping.patch(find(name).declared(), meant)) {
      case Validated.Valid<Map<String, @Nullable Object>> valid -> valid.value();
      case Validated.Invalid<Map<String, @Nullable Object>> invalid ->
          throw invalid(invalid.violations());
    };
  }

  private DesiredApp find(String name) {
    return intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
  }

  private static List<String> paths(InputStream body) {
    return Bodies.text(body, text -> RequestBodies.texts(text, PATHS));
  }

  private List<DriftReport> chosen(String name, List<String> paths) {
    return switch (DriftSelection.of(planPreview.drift(find(name).name()), paths)) {
      case Validated.Valid<List<DriftReport>> valid -> valid.value();
      case Validated.Invalid<List<DriftReport>> invalid -> throw invalid(invalid.violations());
    };
  }

  private static ProblemException invalid(List<Violation> violations) {
    return new ProblemException(ProblemDetails.invalid(violations));
  }

  private static List<Map<String, Object>> told(List<DriftReport> drifted) {
    return drifted.stream().map(PlanView::of).toList();
  }
}
