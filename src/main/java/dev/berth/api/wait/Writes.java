package dev.berth.api.wait;

import dev.berth.api.http.Answers;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.port.PlanPreview;
import dev.berth.state.DesiredApp;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all writes have in common: they can be rehearsed, and waited for. */
@Singleton
public class Writes {
  private final Intake intake;
  private final ResourceQueries resourceQueries;
  private final PlanPreview planPreview;
  private final Waits waits;

  Writes(Intake intake, ResourceQueries resourceQueries, PlanPreview planPreview, Waits waits) {
    this.intake = intake;
    this.resourceQueries = resourceQueries;
    this.planPreview = planPreview;
    this.waits = waits;
  }

  /** A change of what is wanted, made behind a door that stores it or one that does not. */
  public interface Write {
    /** Does it, if what was asked still holds. */
    Receipt<DesiredApp> by(Intake door, Precondition asked);
  }

  /** Parameters of every write to an app, and some more. */
  public static Queries queries(UriInfo uri, String... more) {
    Set<String> all = new HashSet<>(Set.of("dryRun", "force", "plan"));
    all.addAll(Set.of(more));
    return Queries.waiting(uri, all.toArray(String[]::new));
  }

  /** Those of a write that follows no one plan. */
  public static Queries unplanned(UriInfo uri) {
    return Queries.waiting(uri, "dryRun", "force");
  }

  public static String author(SecurityContext user) {
    return user.getUserPrincipal() == null ? "unknown" : user.getUserPrincipal().getName();
  }

  /**
   * Does what was asked and answers with the app, at once or when it is as wanted. With {@code
   * ?plan=FINGERPRINT} it is done only if exactly that plan would follow.
   *
   * @param asked what must hold of the app
   * @throws ProblemException 409 if another plan would follow by now
   */
  public Response answer(Queries queries, HttpHeaders headers, Precondition asked, Write write) {
    return answer(queries, headers, asked, write, Map.of());
  }

  /**
   * Likewise.
   *
   * @param more to be told beside the app
   */
  public Response answer(
      Queries queries, HttpHeaders headers, Precondition asked, Write write, Map<String, ?> more) {
    Intake door = queries.flag("force") ? intake.forced() : intake;
    Precondition held =
        queries.text("plan").map(plan -> leadingTo(plan, door, write, asked)).orElse(asked);
    if (queries.flag("dryRun")) {
      DesiredApp dryRun = Receipts.accepted(write.by(door.dryRun(), held)).desired();
      Map<String, Object> tree = dryRun(dryRun);
      tree.putAll(more);
      return Answers.ok(tree, headers);
    }
    Receipt.Accepted<DesiredApp> accepted = Receipts.accepted(write.by(door, held));
    DesiredApp app = accepted.desired();
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED;
    boolean waited = waits.forApps(List.of(app), queries);
    int code = app.isDeleting() && !waited ? 202 : 200;
    Response.ResponseBuilder answer = show(isNew ? 201 : code, app, headers, more);
    if (isNew) {
      answer.location(URI.create("/v1/apps/" + app.name()));
    }
    return answer.build();
  }

  /** What would be stored, and what would be done then. */
  public Map<String, Object> dryRun(DesiredApp app) {
    Map<String, Object> tree = resourceQueries.of(app).document();
    tree.put("plan", PlanView.of(planPreview.plan(app)));
    return tree;
  }

  /**
   * Holds a write to the plan that its author has seen.
   *
   * @return what must hold for the write still to lead there
   * @throws ProblemException 409 if it would lead elsewhere by now
   */
  private Precondition leadingTo(String fingerprint, Intake door, Write write, Precondition asked) {
    DesiredApp app = Receipts.accepted(write.by(door.dryRun(), asked)).desired();
    hold(fingerprint, planPreview.plan(app));
    if (!(asked instanceof Precondition.None)) {
      return asked;
    }
    Optional<DesiredApp> stored = intake.find(app.name());
    return stored.isPresent()
        ? new Precondition.Version(app.resourceVersion())
        : new Precondition.Absent();
  }

  /**
   * Holds a write to the plan that its author has seen.
   *
   * @param fingerprint of that one
   * @throws ProblemException 409 if another one would follow by now
   */
  public static void hold(String fingerprint, PlanPreview.PlanReport plan) {
    if (!plan.fingerprint().equals(fingerprint)) {
      throw new ProblemException(
          ProblemDetails.of(
                  409,
                  "Conflict",
                  "plan "
                      + fingerprint
                      + " is not what would be done now; that is "
                      + plan.fingerprint()
                      + ": look at it with ?dryRun=true, then try again")
              .reason("PlanChanged"));
    }
  }

  /**
   * Reads {@code If-Match} and {@code If-None-Match} of a write to an app. A version that the app
   * has not come to yet was never seen by anybody.
   */
  public Precondition precondition(HttpHeaders headers, String name) {
    return Receipts.precondition(
        headers,
        resourceQueries.find(DeclaredResource.APP, name).map(DeclaredResource::version).orElse(0L));
  }

  /** The app as it is by now. */
  public DeclaredResource now(DesiredApp app) {
    return resourceQueries.of(intake.find(app.name()).orElse(app));
  }

  /** An app that is not stored, as answers would show it. */
  public Map<String, Object> unstored(DesiredApp app) {
    return resourceQueries.of(app).document();
  }

  Response.ResponseBuilder show(int code, DesiredApp app, HttpHeaders headers) {
    return show(code, app, headers, Map.of());
  }

  private Response.ResponseBuilder show(
      int code, DesiredApp app, HttpHeaders headers, Map<String, ?> more) {
    DeclaredResource thing = resourceQueries.of(app);
    Map<String, Object> tree = new LinkedHashMap<>(thing.document());
    tree.putAll(more);
    return Answers.of(code, tree, headers).header(HttpHeaders.ETAG, Receipts.tag(thing.version()));
  }
}
