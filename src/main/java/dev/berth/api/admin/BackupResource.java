package dev.berth.api.admin;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.port.BackupExport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The whole state as one file. */
@Path("/v1/system/backup")
@RunOnVirtualThread
public class BackupResource {
  private static final System.Logger LOG = System.getLogger(BackupResource.class.getName());

  private static final int LONGEST_PASSPHRASE = 1024;

  private final BackupExport export;

  BackupResource(BackupExport export) {
    this.export = export;
  }

  @POST
  @Consumes("text/plain")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, "application/json", "application/yaml"})
  @Operation(
      summary = "Back up the whole state, sealed with a passphrase",
      description =
          "The body is the passphrase, 12 to 1024 characters on one line. bin/berth restore reads"
              + " the answer; one that was cut off is refused there. dryRun=true: what would be in"
              + " it.")
  public Response backup(InputStream body, @Context UriInfo uri, @Context HttpHeaders headers)
      throws IOException {
    Queries queries = Queries.waiting(uri, "dryRun");
    char[] passphrase = passphrase(body);
    if (queries.flag("dryRun")) {
      return Answers.ok(contents(passphrase), headers);
    }
    StreamingOutput output = out -> write(out, passphrase);
    return Response.ok(output, MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Disposition", "attachment; filename=\"berth.backup\"")
        .build();
  }

  /** Of what fails once an answer has begun, the client hears nothing but its end. */
  private void write(OutputStream out, char[] passphrase) throws IOException {
    try {
      var unused = export.write(out, passphrase);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a backup was not finished", e);
      throw e;
    }
  }

  /** Written to nowhere: what would go wrong goes wrong. */
  private Map<String, Object> contents(char[] passphrase) throws IOException {
    Map<String, Long> counts = export.write(OutputStream.nullOutputStream(), passphrase);
    return Map.of("contents", new TreeMap<>(counts));
  }

  private static char[] passphrase(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(4 * LONGEST_PASSPHRASE + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (text.length() < BackupExport.SHORTEST_PASSPHRASE
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
