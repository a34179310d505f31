package dev.berth.api;

import dev.berth.spec.StateExport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The whole state as one file. */
@Path("/v1/system/backup")
@RunOnVirtualThread
public class BackupResource {
  private static final int LONGEST_PASSPHRASE = 1024;

  private final StateExport export;

  BackupResource(StateExport export) {
    this.export = export;
  }

  @POST
  @Consumes("text/plain")
  @Produces("application/octet-stream")
  @Operation(
      summary = "Back up the whole state, sealed with a passphrase",
      description =
          "The body is the passphrase, 12 to 1024 characters on one line. bin/berth restore reads"
              + " the answer; one that was cut off is refused there.")
  public Response backup(InputStream body, @Context UriInfo uri) {
    Queries unused = Queries.waiting(uri);
    char[] passphrase = passphrase(body);
    StreamingOutput output = out -> export.write(out, passphrase);
    return Response.ok(output)
        .header("Content-Disposition", "attachment; filename=\"berth.backup\"")
        .build();
  }

  private static char[] passphrase(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(4 * LONGEST_PASSPHRASE + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (text.length() < StateExport.SHORTEST_PASSPHRASE
          || text.length() > LONGEST_PASSPHRASE
          || text.lines().count() > 1) {
        throw ProblemException.of(
            422,
            "Unprocessable Content",
            "the body must be the passphrase: 12 to 1024 characters on one line");
      }
      return text.toCharArray();
    } catch (IOException e) {
      throw ProblemException.of(400, "Bad Request", "the body could not be read");
    }
  }
}
