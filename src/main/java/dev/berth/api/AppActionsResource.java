package dev.berth.api;

import dev.berth.intake.Intake;
import dev.berth.intake.Receipt;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.SpecRules;
import dev.berth.status.StatusBoard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Stop, start, restart, kill: changes of what is wanted, which stay until the next one. */
@Path("/v1/apps/{name}")
@RunOnVirtualThread
public class AppActionsResource {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AUTHOR = "admin";

  private final Intake intake;
  private final StatusBoard board;
  private final Waiter waiter;

  AppActionsResource(Intake intake, StatusBoard board, Waiter waiter) {
    this.intake = intake;
    this.board = board;
    this.waiter = waiter;
  }

  @POST
  @Path("stop")
  @Operation(summary = "Stop an app", description = "?grace=10s: time between signal and kill.")
  public Response stop(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return act(
        uri,
        headers,
        Set.of("grace"),
        queries ->
            intake.stop(
                name, new DesiredApp.Halt(queries.duration("grace"), Optional.empty()), AUTHOR));
  }

  @POST
  @Path("kill")
  @Operation(summary = "Kill an app", description = "?signal=KILL; only signals that end it.")
  public Response kill(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return act(
        uri,
        headers,
        Set.of("signal"),
        queries -> intake.stop(name, halt(queries.text("signal").orElse("KILL")), AUTHOR));
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
  public Response start(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return act(uri, headers, Set.of(), queries -> intake.start(name, AUTHOR));
  }

  @POST
  @Path("restart")
  @Operation(summary = "Start every container of an app anew")
  public Response restart(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    return act(uri, headers, Set.of(), queries -> intake.restart(name, AUTHOR));
  }

  private Response act(
      UriInfo uri, HttpHeaders headers, Set<String> own, Function<Queries, Receipt> action) {
    Set<String> known = new HashSet<>(Set.of("wait", "timeout"));
    known.addAll(own);
    Queries queries = new Queries(uri, known);
    DesiredApp app = Receipts.accepted(action.apply(queries)).desired();
    if (queries.word("wait", Set.of("ready")).isPresent()) {
      waiter.await(app, queries.duration("timeout").orElse(PATIENCE));
    }
    return Answers.of(200, AppView.of(app, board.find(app.name())), headers)
        .header(HttpHeaders.ETAG, Receipts.tag(app))
        .build();
  }
}
