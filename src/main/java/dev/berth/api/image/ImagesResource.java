package dev.berth.api.image;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.OperationView;
import dev.berth.api.wait.Waits;
import dev.berth.intake.app.ExternalReferenceGuard;
import dev.berth.manifest.RequestBodies;
import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.validation.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images: all verbs of Docker's, as requests. References may hold slashes, encoded or not. */
@Path("/v1/images")
@RunOnVirtualThread
public class ImagesResource {
  private static final String DRY_RUN = "dryRun";
  private static final String FORCE = "force";

  private final EngineInventory engineInventory;
  private final ImageOperations desk;
  private final Waits waits;
  private final ExternalReferenceGuard guard;

  ImagesResource(
      EngineInventory engineInventory,
      ImageOperations desk,
      Waits waits,
      ExternalReferenceGuard guard) {
    this.guard = guard;
    this.engineInventory = engineInventory;
    this.desk = desk;
    this.waits = waits;
  }

  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "List images with size, age and who uses them",
      description = "dangling=true: those without a name; used=false: those no container uses.")
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of("dangling", "used", "built"));
    Optional<Boolean> dangling = queries.choice("dangling");
    Optional<Boolean> used = queries.choice("used");
    Optional<Boolean> built = queries.choice("built");
    return Answers.list(
        engineInventory.images().stream()
            .filter(image -> dangling.filter(d -> d != image.tags().isEmpty()).isEmpty())
            .filter(image -> used.filter(u -> u == image.usedBy().isEmpty()).isEmpty())
            .filter(image -> built.filter(b -> b != image.built()).isEmpty())
            .map(ImageTrees::of)
            .toList(),
        headers);
  }

  @GET
  @Path("{ref: .+}")
  @org.eclipse.microprofile.openapi.annotations.Operation(summary = "One image")
  public Response get(String ref, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    return Answers.ok(ImageTrees.of(known(decoded(ref))), headers);
  }

  private EngineInventory.ImageReport known(String reference) {
    return desk.find(reference)
        .orElseThrow(() ->
            ProblemException.of(
                404,
                "Not Found",
                "there is no image `" + reference + "` on the engine; GET /v1/images lists all"));
  }

  private static String decoded(String ref) {
    try {
      return ref.contains("%") ? URLDecoder.decode(ref, StandardCharsets.UTF_8) : ref;
    } catch (IllegalArgumentException notEncoded) {
      return ref; // As it is: no image has such a name, and the answer says so.
    }
  }

  @DELETE
  @Path("{ref: .+}")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Remove an image, or one of its names",
      description =
          "One in use, or that a revision may go back to: only with force=true. dryRun=true names"
              + " what would go, but for layers.")
  public Response delete(String ref, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, FORCE, DRY_RUN);
    boolean force = queries.flag(FORCE);
    return queries.flag(DRY_RUN)
        ? dryRun(ImageTrees.of(desk.dryRunRemoval(decoded(ref), force)), headers)
        : Answers.ok(ImageTrees.of(desk.remove(decoded(ref), force)), headers);
  }

  private static Response dryRun(Map<String, Object> tree, HttpHeaders headers) {
    tree.put(DRY_RUN, true);
    return Answers.ok(tree, headers);
  }

  @POST
  @Path("{ref: .+}/tag")
  @Consumes("*/*")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Give an image one more name",
      description =
          "Body {\"tag\": \"user/repository:tag\"}, or ?tag=user/repository:tag. dryRun=true: the"
              + " image as it would be, and as `takenFrom` the id of another that has the name.")
  public Response tag(
      String ref, InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, "tag", "repo", DRY_RUN);
    String name = name(queries, body);
    guard
        .tagDenial(name)
        .ifPresent(why -> {
          throw new ProblemException(
              ProblemDetails.invalid(List.of(new Violation("tag", why))).reason("PolicyDenied"));
        });
    if (queries.flag(DRY_RUN)) {
      return dryRun(ImageTrees.of(desk.dryRunTag(decoded(ref), name)), headers);
    }
    desk.tag(decoded(ref), name);
    return Answers.of(201, ImageTrees.of(known(name)), headers)
        .location(URI.create("/v1/images/" + name))
        .build();
  }

  /** In the query as the Engine API has it, or in the body. */
  private static String name(Queries queries, InputStream body) {
    Optional<String> tag = queries.text("tag");
    Optional<String> repository = queries.text("repo");
    if (repository.isPresent()) {
      return repository.get() + ":" + tag.orElse("latest");
    }
    return tag.orElseGet(() ->
        Bodies.text(body, text -> RequestBodies.word(text, List.of("tag", "reference", "target"))));
  }

  @POST
  @Path("{ref: .+}/push")
  @Consumes("*/*")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Send an image to the registry that its name tells",
      description =
          "With wait=ready answered when that is done. dryRun=true: no operation, and no registry"
              + " is asked; the answer says which would be.")
  public Response push(String ref, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    return queries.flag(DRY_RUN)
        ? dryRun(ImageTrees.of(desk.dryRunPush(decoded(ref))), headers)
        : accepted(desk.push(decoded(ref)), queries, headers);
  }

  @POST
  @Path("{ref: .+}/pull")
  @Consumes("*/*")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Pull an image",
      description =
          "With wait=ready answered when that is done. dryRun=true: no operation, and no registry"
              + " is asked; the answer says which would be.")
  public Response pull(String ref, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = Queries.waiting(uri, DRY_RUN);
    return queries.flag(DRY_RUN)
        ? dryRun(ImageTrees.of(desk.dryRunPull(decoded(ref))), headers)
        : accepted(desk.pull(decoded(ref)), queries, headers);
  }

  private Response accepted(Operation begun, Queries queries, HttpHeaders headers) {
    Operation operation = waits.untilDone(begun, queries);
    int code = operation.state().isOver() && queries.patience().isPresent() ? 200 : 202;
    return Answers.of(code, OperationView.of(operation), headers)
        .location(URI.create("/v1/operations/" + operation.id()))
        .build();
  }

  @POST
  @Path("prune")
  @Consumes("*/*")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      summary = "Remove images that nobody needs",
      description =
          "Those that Berth built and no revision needs; all=true: those with a name as well;"
              + " unmanaged=true: others' as well; until=24h, label=KEY=VALUE; dryRun=true.")
  public Response prune(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries =
        Queries.waiting(uri, DRY_RUN, "all", "dangling", "unmanaged", "until", "label");
    boolean dryRun = queries.flag(DRY_RUN);
    boolean all =
        queries.flag("all") || queries.choice("dangling").filter(dangling -> !dangling).isPresent();
    List<EngineInventory.ImageReport> images =
        desk.prune(
            new ImageOperations.Prune(
                dryRun,
                all,
                queries.flag("unmanaged"),
                queries.duration("until"),
                queries.pairs("label")));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(DRY_RUN, dryRun);
    tree.put("images", images.stream().map(ImageTrees::of).toList());
    tree.put(
        "reclaimedBytes", images.stream().mapToLong(EngineInventory.ImageReport::sizeBytes).sum());
    return Answers.ok(tree, headers);
  }
}
