package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.Queries;
import dev.berth.state.AuditEntry;
import dev.berth.state.AuditTrail;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who did what. */
@Path("/v1/audit")
@RunOnVirtualThread
public class AuditResource {
  private static final int SHOWN = 500;
  private static final int MOST = 10_000;

  private final AuditTrail trail;

  AuditResource(AuditTrail trail) {
    this.trail = trail;
  }

  @GET
  @Operation(
      summary = "Who wrote what, and who was refused; newest first",
      description = "before and after are digests of what is stored under that path.")
  public Response audit(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, Set.of("limit"));
    int limit = queries.number("limit").filter(n -> n > 0).orElse(SHOWN);
    return Answers.list(
        trail.latest(Math.min(limit, MOST)).stream().map(AuditResource::tree).toList(), headers);
  }

  private static Map<String, Object> tree(AuditEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", entry.id());
    tree.put("time", entry.time().toString());
    tree.put("who", entry.who());
    tree.put("from", entry.from());
    tree.put("what", entry.what());
    tree.put("code", entry.code());
    tree.put("result", entry.result());
    tree.put("before", entry.before().orElse(null));
    tree.put("after", entry.after().orElse(null));
    return tree;
  }
}
