package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.PlanView;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.stream.EventTree;
import dev.berth.api.wait.Waits;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.port.PlanPreview;
import dev.berth.state.Resource;
import dev.berth.status.AppEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What can be asked of a source: sync now, say what a sync would do, take a hook. Its path is that
 * of {@link ResourcesResource} letter for letter: of two that differ the router would look at one.
 */
@Path("/v1/{plural:sources|registries|secrets|engines}")
@RunOnVirtualThread
public class SourcesResource {
  private static final int SHOWN = 500;
  private static final String DRY_RUN = "dryRun";

  private final SourceOperations desk;
  private final ResourceIntake resourceIntake;
  private final PlanPreview planPreview;
  private final Waits waits;

  SourcesResource(
      SourceOperations desk, ResourceIntake resourceIntake, PlanPreview planPreview, Waits waits) {
    this.desk = desk;
    this.resourceIntake = resourceIntake;
    this.planPreview = planPreview;
    this.waits = waits;
  }

  @POST
  @Path("{name}/sync")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Sync a source now and show it",
      description =
          "?allowEmpty=true: it is meant so that over half of its apps are gone. With wait=ready"
              + " answered when its apps are ready. dryRun=true: as `diff` what it would do.")
  public Response sync(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    requireSources(plural);
    Queries queries = Queries.waiting(uri, "allowEmpty", DRY_RUN);
    boolean allowEmpty = queries.flag("allowEmpty");
    boolean dryRun = queries.flag(DRY_RUN);
    return switch (dryRun ? desk.dryRunSync(name) : desk.sync(name, allowEmpty)) {
      case DONE -> {
        if (dryRun) {
          Map<String, Object> tree = view(name);
          tree.put("diff", foreseen(name, allowEmpty));
          yield Answers.ok(tree, headers);
        }
        waits.forOne(kind(), stored(name), queries);
        yield Answers.ok(view(name), headers);
      }
      case NOT_FOUND, REFUSED -> throw ProblemException.notFound(name);
      case SUSPENDED -> throw suspended(name);
      case BUSY ->
          throw ProblemException.of(
              503, "Service Unavailable", "a sync of source " + name + " is under way and lasts");
    };
  }

  private static void requireSources(String plural) {
    if (!plural.equals("sources")) {
      throw ProblemException.notFound(plural);
    }
  }

  private static ProblemException suspended(String name) {
    return ProblemException.of(
        409, "Conflict", "source " + name + " is suspended; PUT it with suspend: false");
  }

  private Map<String, Object> view(String name) {
    Resource resource = stored(name);
    return new LinkedHashMap<>(
        new DeclaredResource.OfResource(kind(), resource, resource.resourceVersion()).document());
  }

  private ResourceKind kind() {
    return resourceIntake.kind("sources").orElseThrow(() -> ProblemException.notFound("sources"));
  }

  private Resource stored(String name) {
    return resourceIntake.find(kind(), name).orElseThrow(() -> ProblemException.notFound(name));
  }

  @GET
  @Path("{name}/diff")
  @Operation(summary = "What the next sync of a source would do, with the plan of each app")
  public Response diff(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    requireSources(plural);
    Queries unused = new Queries(uri, Set.of());
    return Answers.ok(foreseen(name, false), headers);
  }

  private Map<String, Object> foreseen(String name, boolean allowEmpty) {
    SourceOperations.Diff diff =
        desk.diff(name, allowEmpty).orElseThrow(() -> ProblemException.notFound(name));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("revision", diff.revision());
    tree.put("refusal", diff.refusal().orElse(null));
    tree.put("changes", diff.changes().stream().map(this::change).toList());
    tree.put("files", diff.files());
    return tree;
  }

  private Map<String, Object> change(SourceOperations.Change change) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("app", change.app());
    tree.put("file", change.file());
    tree.put("change", change.verb());
    tree.put("plan", PlanView.of(planPreview.plan(change.desired())));
    return tree;
  }

  @GET
  @Path("{name}/events")
  @Operation(summary = "What happened to a source, oldest first")
  public Response events(
      String plural, String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    requireSources(plural);
    Queries queries = new Queries(uri, Set.of("limit"));
    view(name);
    List<AppEvent> events =
        desk.events(name, queries.number("limit").filter(n -> n > 0).orElse(SHOWN));
    return Answers.list(events.stream().map(EventTree::plain).toList(), headers);
  }

  /** Open to everybody: the signature is the login. */
  @POST
  @Path("{name}/hook")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Tell that a repository has changed",
      description =
          "Signed as GitHub, GitLab or Gitea do, with the source's webhookSecret."
              + " dryRun=true: the signature is checked, and nothing synced.")
  public Response hook(
      String plural,
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    requireSources(plural);
    boolean dryRun = new Queries(uri, Set.of(DRY_RUN)).flag(DRY_RUN);
    Map<String, String> plain = new HashMap<>();
    headers
        .getRequestHeaders()
        .forEach((key, values) ->
            plain.put(key.toLowerCase(Locale.ROOT), values.isEmpty() ? "" : values.getFirst()));
    byte[] bytes = Bodies.bytes(body);
    return switch (dryRun ? desk.dryRunHook(name, plain, bytes) : desk.hook(name, plain, bytes)) {
      case DONE ->
          dryRun
              ? Answers.ok(Map.of("source", name), headers)
              : Response.accepted(Map.of("source", name)).type("application/json").build();
      case SUSPENDED -> throw suspended(name);
      case NOT_FOUND, REFUSED, BUSY ->
          throw ProblemException.of(
              401,
              "Unauthorized",
              "the signature is missing or wrong, or there is no source `"
                  + name
                  + "` with a webhookSecret");
    };
  }
}
