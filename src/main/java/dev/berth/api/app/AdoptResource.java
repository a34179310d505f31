package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.api.wait.Waits;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.Intake;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.port.AdoptionService;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.validation.AppDraft;
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
      summary = "Take a running Compose project, a container, or a stack of a Swarm into an app",
      description =
          "Body: {\"project\": name}, {\"container\": name, \"name\": app}, or {\"stack\": name,"
              + " \"engine\": name}. What does not differ is not restarted; differences are in the"
              + " answer. ?dryRun=true only tells. ?release=true lets a stack go again: its"
              + " services run on, and Berth forgets the app.")
  public Response adopt(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "release");
    Map<String, String> wish = Bodies.texts(body, AdoptTargets.KEYS);
    try {
      if (queries.flag("release")) {
        return release(AdoptTargets.stack(wish), queries, headers, Writes.author(user));
      }
      AdoptionService.Proposal proposal =
          adoptionService
              .look(AdoptTargets.of(wish))
              .orElseThrow(() ->
                  ProblemException.of(
                      404, "Not Found", "there is nothing of that name that is nobody's: " + wish));
      return take(proposal, queries, headers, Writes.author(user));
    } catch (AdoptionService.NoSwarm e) {
      throw AdoptTargets.invalid(e.why());
    }
  }

  private Response release(
      AdoptionService.Target.Stack stack, Queries queries, HttpHeaders headers, String author) {
    Optional<DesiredApp> app = intake.find(stack.name());
    app.ifPresent(known -> {
      Intake door = queries.flag("force") ? intake.forced() : intake;
      DesiredApp unused =
          Receipts.accepted(
                  door.dryRun().remove(known.name(), false, new Precondition.None(), author))
              .desired();
    });
    if (app.isEmpty() && adoptionService.release(stack, app, true).isEmpty()) {
      throw ProblemException.notFound(stack.name());
    }
    Map<String, Object> document =
        app.map(known -> writes.now(known).document())
            .or(() -> adoptionService.look(stack).map(AdoptionService.Proposal::manifest))
            .orElseThrow(() -> ProblemException.notFound(stack.name()));
    List<String> released = adoptionService.release(stack, app, queries.flag("dryRun"));
    Map<String, Object> tree = new LinkedHashMap<>(document);
    tree.put("adopted", List.of());
    tree.put("differences", List.of());
    tree.put("released", released);
    return Answers.ok(tree, headers);
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
