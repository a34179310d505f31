package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.api.wait.Waits;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.Intake;
import dev.berth.intake.receipt.Receipt;
import dev.berth.port.AdoptionService;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes what runs on the engine already into apps; and what to do with what nobody knows. */
@Path("/v1")
@RunOnVirtualThread
@Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
public class AdoptResource {
  private final Intake intake;
  private final AdoptionService adoptionService;
  private final Writes writes;
  private final Waits waits;

  AdoptResource(Intake intake, AdoptionService adoptionService, Writes writes, Waits waits) {
    this.intake = intake;
    this.adoptionService = adoptionService;
    this.writes = writes;
    this.waits = waits;
  }

  @POST
  @Path("adopt")
  @Operation(
      summary = "Take a running Compose project, or a container, into an app",
      description =
          "Body: {\"project\": name} or {\"container\": name, \"name\": app}. What does not differ"
              + " is not restarted; differences are in the answer. ?dryRun=true only tells.")
  public Response adopt(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    Map<String, String> wish = Bodies.texts(body, Set.of("project", "container", "name"));
    AdoptionService.Proposal proposal =
        adoptionService
            .look(target(wish))
            .orElseThrow(() ->
                ProblemException.of(
                    404, "Not Found", "there is nothing of that name that is nobody's: " + wish));
    return take(proposal, queries, headers, Writes.author(user));
  }

  private static AdoptionService.Target target(Map<String, String> wish) {
    Optional<String> project = Optional.ofNullable(wish.get("project"));
    Optional<String> container = Optional.ofNullable(wish.get("container"));
    if (project.isPresent() == container.isPresent() || (project.isPresent() && wish.size() > 1)) {
      throw new ProblemException(
          ProblemDetails.invalid(
              List.of(
                  new Violation("", "needs either `project`, or `container` and maybe `name`"))));
    }
    return project
        .<AdoptionService.Target>map(AdoptionService.Target.Project::new)
        .orElseGet(() -> container(container.orElseThrow(), wish));
  }

  private static AdoptionService.Target container(String container, Map<String, String> wish) {
    String bare = container.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    return new AdoptionService.Target.Container(
        container, Optional.ofNullable(wish.get("name")).orElse(bare));
  }

  @POST
  @Path("system/orphans/adopt")
  @Operation(
      summary = "Know an app again by its containers",
      description = "Body: {\"app\": name}.")
  public Response adoptOrphans(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    Optional<String> app = Optional.ofNullable(Bodies.texts(body, Set.of("app")).get("app"));
    AdoptionService.Proposal proposal =
        app.flatMap(name -> adoptionService.look(new AdoptionService.Target.Orphans(name)))
            .orElseThrow(() ->
                ProblemException.of(
                    404,
                    "Not Found",
                    "there is no orphan of app `"
                        + app.orElse("")
                        + "`; GET /v1/system lists them"));
    return take(proposal, queries, headers, Writes.author(user));
  }

  @POST
  @Path("system/orphans/remove")
  @Operation(
      summary = "Remove what bears this Berth's label and belongs to no app",
      description =
          "Body: {\"app\": name}, or nothing for all. Volumes stay unless ?volumes=delete."
              + " ?dryRun=true only tells which.")
  public Response removeOrphans(
      InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "dryRun", "volumes");
    boolean volumes =
        queries.word("volumes", Set.of("delete", "keep")).orElse("keep").equals("delete");
    Optional<String> app = Optional.ofNullable(Bodies.texts(body, Set.of("app")).get("app"));
    List<AdoptionService.Orphan> gone =
        queries.flag("dryRun")
            ? adoptionService.removable(app, volumes)
            : adoptionService.removeOrphans(app, volumes);
    return Answers.list(gone.stream().map(AdoptResource::tree).toList(), headers);
  }

  private Response take(
      AdoptionService.Proposal proposal, Queries queries, HttpHeaders headers, String author) {
    AppDraft draft = AppReader.read(proposal.manifest());
    DesiredApp wanted = wanted(draft, proposal.app(), author);
    queries
        .text("plan")
        .ifPresent(seen -> Writes.hold(seen, adoptionService.plan(proposal, wanted)));
    List<Object> differences = new ArrayList<>();
    adoptionService.differences(proposal, wanted).forEach(d -> differences.add(tree(d)));
    if (queries.flag("dryRun")) {
      return Answers.ok(dryRun(proposal, wanted, differences), headers);
    }
    adoptionService.take(proposal, wanted);
    Receipt<DesiredApp> receipt = intake.create(draft, author);
    if (!(receipt instanceof Receipt.Accepted<DesiredApp>)) {
      adoptionService.giveBack(proposal);
    }
    DesiredApp app = Receipts.accepted(receipt).desired();
    waits.forApps(List.of(app), queries);
    Map<String, Object> seen = writes.now(app).document();
    return Answers.of(201, view(seen, proposal, differences), headers)
        .location(URI.create("/v1/apps/" + app.name()))
        .build();
  }

  private DesiredApp wanted(AppDraft draft, String name, String author) {
    if (intake.find(name).isPresent()) {
      throw ProblemException.of(409, "Conflict", "app " + name + " exists; choose another `name`");
    }
    return Receipts.accepted(intake.dryRun().create(draft, author)).desired();
  }

  private Map<String, Object> dryRun(
      AdoptionService.Proposal proposal, DesiredApp wanted, List<Object> differences) {
    Map<String, Object> tree = view(writes.unstored(wanted), proposal, differences);
    tree.put("plan", PlanView.of(adoptionService.plan(proposal, wanted)));
    return tree;
  }

  private static Map<String, Object> view(
      Map<String, Object> app, AdoptionService.Proposal proposal, List<Object> differences) {
    Map<String, Object> tree = new LinkedHashMap<>(app);
    tree.put("adopted", proposal.members().stream().map(AdoptResource::tree).toList());
    tree.put("differences", differences);
    return tree;
  }

  private static Map<String, Object> tree(AdoptionService.Member member) {
    return Map.of(
        "id", member.id(),
        "name", member.name(),
        "service", member.service(),
        "replica", member.replica());
  }

  private static Map<String, Object> tree(AdoptionService.Difference difference) {
    return Map.of(
        "container", difference.container(),
        "path", difference.path(),
        "want", difference.want(),
        "have", difference.have(),
        "repair", difference.repair());
  }

  public static Map<String, Object> tree(AdoptionService.Orphan orphan) {
    return Map.of(
        "kind", orphan.kind(),
        "id", orphan.id(),
        "name", orphan.name(),
        "app", orphan.app(),
        "since", orphan.since().toString(),
        "ageSeconds", Math.max(0, Duration.between(orphan.since(), Instant.now()).toSeconds()));
  }
}
