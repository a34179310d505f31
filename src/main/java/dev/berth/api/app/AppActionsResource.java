package dev.berth.api.app;

import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.intake.receipt.Precondition;
import dev.berth.spec.validation.SpecRules;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Stop, start, restart, kill, roll back: changes of what is wanted, which stay until the next one.
 */
@Path("/v1/apps/{name}")
@RunOnVirtualThread
public class AppActionsResource {
  private final Writes writes;

  AppActionsResource(Writes writes) {
    this.writes = writes;
  }

  @POST
  @Path("stop")
  @Operation(summary = "Stop an app", description = "?grace=10s: time between signal and kill.")
  public Response stop(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "grace");
    DesiredApp.Halt halt = new DesiredApp.Halt(queries.duration("grace"), Optional.empty());
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries, headers, asked, (door, held) -> door.stop(name, halt, held, Writes.author(user)));
  }

  @POST
  @Path("kill")
  @Operation(summary = "Kill an app", description = "?signal=KILL; only signals that end it.")
  public Response kill(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri, "signal");
    DesiredApp.Halt halt = halt(queries.text("signal").orElse("KILL"));
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries, headers, asked, (door, held) -> door.stop(name, halt, held, Writes.author(user)));
  }

  private static DesiredApp.Halt halt(String signal) {
    if (!SpecRules.isEnding(signal)) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "signal `" + signal + "` does not end a process; use KILL, TERM, INT, QUIT or ABRT");
    }
    return new DesiredApp.Halt(Optional.empty(), Optional.of(signal));
  }

  @POST
  @Path("start")
  @Operation(summary = "Start a stopped app")
  public Response start(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries, headers, asked, (door, held) -> door.start(name, held, Writes.author(user)));
  }

  @POST
  @Path("restart")
  @Operation(summary = "Start every container of an app anew")
  public Response restart(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries, headers, asked, (door, held) -> door.restart(name, held, Writes.author(user)));
  }

  @POST
  @Path("rollback")
  @Consumes({"application/json", "application/yaml"})
  @Operation(
      summary = "Want an older revision again, as a new one",
      description = "Body: {\"revision\": 3}.")
  public Response rollBack(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    long revision = Bodies.wholeNumber(body, "revision");
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries,
        headers,
        asked,
        (door, held) -> door.rollBack(name, revision, held, Writes.author(user)));
  }
}
