package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.port.Notices;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who is told when something happens to apps. */
@Path("/v1/notices")
@RunOnVirtualThread
public class NoticesResource {
  private final Notices notices;

  NoticesResource(Notices notices) {
    this.notices = notices;
  }

  @GET
  @Operation(
      summary = "List the targets of notices",
      description = "With what came of the last notice; of an address only scheme and host.")
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    return Answers.list(notices.all().stream().map(NoticesResource::tree).toList(), headers);
  }

  @POST
  @Path("{name}/test")
  @Operation(
      summary = "Send a test to a target of notices",
      description =
          "Now, whatever its hours are, and once. Answers what the target said; dryRun=true: the"
              + " target, and nothing is sent.")
  public Response test(String name, @Context UriInfo uri, @Context HttpHeaders headers)
      throws InterruptedException {
    Queries queries = Queries.waiting(uri, "dryRun");
    Notices.TargetReport target =
        notices.all().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> missing(name));
    Map<String, Object> tree = tree(target);
    if (!queries.flag("dryRun")) {
      Optional<Notices.Outcome> outcome = notices.test(name);
      outcome.ifPresent(told -> tree.put("test", tree(told)));
    }
    return Answers.ok(tree, headers);
  }

  private static ProblemException missing(String name) {
    return ProblemException.of(
        404,
        "Not Found",
        "there is no target `"
            + name
            + "`; GET /v1/notices lists all, berth.notices.NAME.url makes one");
  }

  private static Map<String, Object> tree(Notices.TargetReport target) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", target.name());
    tree.put("form", target.form());
    tree.put("address", target.address());
    tree.put("on", target.on());
    tree.put("apps", target.apps());
    tree.put("foldSeconds", target.fold().toSeconds());
    target.quiet().ifPresent(hours -> tree.put("quiet", hours));
    tree.put("waiting", target.waiting());
    tree.put("failures", target.failures());
    target.nextTry().ifPresent(at -> tree.put("nextTry", at.toString()));
    target.last().ifPresent(outcome -> tree.put("last", tree(outcome)));
    return tree;
  }

  private static Map<String, Object> tree(Notices.Outcome outcome) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("time", outcome.time().toString());
    tree.put("delivered", outcome.delivered());
    outcome.code().ifPresent(code -> tree.put("code", code));
    tree.put("said", outcome.said());
    return tree;
  }
}
