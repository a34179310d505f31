package dev.berth.api.app;

import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemDetails;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.http.CpuWork;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.upload.ComposeIntake;
import dev.berth.port.ProjectUploads;
import dev.berth.spec.validation.Validated;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The way in for Compose projects. */
@Path("/v1/compose")
@RunOnVirtualThread
public class ComposeResource {
  private static final String VARIABLE = "X-Berth-Env";

  private final ProjectUploads uploads;
  private final Writes writes;

  ComposeResource(ProjectUploads uploads, Writes writes) {
    this.uploads = uploads;
    this.writes = writes;
  }

  @POST
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "application/json"})
  @Operation(
      summary = "Create or replace an app by a Compose file",
      description =
          "?name=: of the app; the file's own name where absent. Variables come as X-Berth-Env:"
              + " KEY=value. The answer names unset variables, warnings and ignored keys.")
  public Response file(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "name");
    String text = Bodies.text(body);
    return answer(
        CpuWork.done(() -> ComposeIntake.read(queries.text("name"), variables(headers), text)),
        queries,
        headers,
        user);
  }

  @POST
  @Consumes({
    "application/x-tar",
    "application/gzip",
    "application/x-gzip",
    "application/zip",
    "application/octet-stream"
  })
  @Operation(
      summary = "Create or replace an app by a Compose project folder",
      description = "As an archive; a .env in it is read, and what is built from it is kept.")
  public Response folder(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "name");
    Validated<ComposeIntake.Project> read;
    try (ProjectUploads.Upload upload = uploads.open(body)) {
      read =
          CpuWork.done(() -> ComposeIntake.read(queries.text("name"), variables(headers), upload));
    } catch (ProjectUploads.Refused e) {
      throw e.isTooBig()
          ? ProblemException.of(413, "Content Too Large", e.why())
          : ProblemException.of(400, "Bad Request", e.why());
    }
    return answer(read, queries, headers, user);
  }

  private Response answer(
      Validated<ComposeIntake.Project> read,
      Queries queries,
      HttpHeaders headers,
      SecurityContext user) {
    ComposeIntake.Project project =
        switch (read) {
          case Validated.Valid<ComposeIntake.Project> valid -> valid.value();
          case Validated.Invalid<ComposeIntake.Project> invalid ->
              throw new ProblemException(ProblemDetails.invalid(invalid.violations()));
        };
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("unset", project.unset());
    report.put("warnings", project.warnings());
    report.put("ignored", project.ignored());
    Precondition asked = writes.precondition(headers, project.draft().app().name());
    return writes.answer(
        queries,
        headers,
        asked,
        (door, held) -> door.put(project.draft(), held, Writes.author(user)),
        Map.of("compose", report));
  }

  private static Map<String, String> variables(HttpHeaders headers) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> lines = Optional.ofNullable(headers.getRequestHeader(VARIABLE)).orElse(List.of());
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw ProblemException.of(
            400, "Bad Request", VARIABLE + " must be KEY=value, was `" + line + "`");
      }
      variables.put(line.substring(0, equals).strip(), line.substring(equals + 1));
    }
    return variables;
  }
}
