package dev.berth.api.image;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.fault.DiskFull;
import dev.berth.port.ContextUploads;
import dev.berth.port.ContextUploads.Kept;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Build contexts that are sent to Berth. */
@Path("/v1/contexts")
@RunOnVirtualThread
public class ContextsResource {
  private final ContextUploads contexts;

  ContextsResource(ContextUploads contexts) {
    this.contexts = contexts;
  }

  @PUT
  @Consumes("*/*")
  @Operation(
      summary = "Upload a build context",
      description =
          "A tar, tar.gz or zip archive of up to 512 MiB; told apart by its content. dryRun=true:"
              + " its digest, and whether it is kept already.")
  public Response put(InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
    boolean dryRun = Queries.waiting(uri, "dryRun").flag("dryRun");
    return switch (take(body, announced(headers), dryRun)) {
      case Kept kept when dryRun -> Answers.ok(dryRun(kept), headers);
      case Kept kept ->
          Answers.of(kept.isNew() ? 201 : 200, tree(kept), headers)
              .location(URI.create("/v1/contexts/" + kept.digest()))
              .build();
      case ContextUploads.Refused refused ->
          throw ProblemException.of(
              refused.isTooBig() ? 413 : 422,
              refused.isTooBig() ? "Content Too Large" : "Unprocessable Content",
              refused.why());
    };
  }

  private static long announced(HttpHeaders headers) {
    String length = String.valueOf(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH));
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  private ContextUploads.Receipt take(InputStream body, long announced, boolean dryRun) {
    try {
      return dryRun ? contexts.dryRun(body, announced) : contexts.take(body, announced);
    } catch (UncheckedIOException e) {
      if (DiskFull.isCauseOf(e)) {
        throw e;
      }
      throw ProblemException.of(
          400, "Bad Request", "the body could not be read: " + String.valueOf(e.getCause()));
    }
  }

  @GET
  @Path("{digest}")
  @Operation(summary = "Whether a build context is kept")
  public Response get(String digest, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    return contexts
        .find(digest)
        .map(kept -> Answers.ok(tree(kept), headers))
        .orElseThrow(() ->
            ProblemException.of(
                404,
                "Not Found",
                "context `" + digest + "` is not kept; PUT /v1/contexts takes it"));
  }

  private static Map<String, Object> dryRun(Kept kept) {
    Map<String, Object> tree = tree(kept);
    tree.put("kept", !kept.isNew());
    return tree;
  }

  private static Map<String, Object> tree(Kept kept) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("digest", kept.digest());
    tree.put("context", "upload:" + kept.digest());
    tree.put("sizeBytes", kept.sizeBytes());
    return tree;
  }
}
