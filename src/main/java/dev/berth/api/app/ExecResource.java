package dev.berth.api.app;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.http.exec.ExecDoor;
import dev.berth.intake.app.Intake;
import dev.berth.port.ContainerExec;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.TerminalSize;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Commands in an app's containers, over a WebSocket. */
@Path("/v1/apps/{name}/exec")
@RunOnVirtualThread
public class ExecResource {
  private static final String ROWS = "rows";
  private static final String COLUMNS = "columns";
  private static final String TTY = "tty";
  private static final String STDIN = "stdin";
  private static final Set<String> KNOWN =
      Set.of(
          "service",
          "replica",
          "container",
          "command",
          TTY,
          STDIN,
          ROWS,
          COLUMNS,
          "user",
          "workdir");

  /** The best shell that is there. */
  private static final List<String> SHELL =
      List.of("sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash || exec sh");

  private final Intake intake;
  private final ContainerExec exec;
  private final ExecDoor door;

  ExecResource(Intake intake, ContainerExec exec, ExecDoor door) {
    this.intake = intake;
    this.exec = exec;
    this.door = door;
  }

  @GET
  @Operation(
      summary = "Run a command in a container",
      description =
          "A WebSocket with the messages of Kubernetes (v5.channel.k8s.io): the first byte is the"
              + " channel, 0 input, 1 output, 2 errors, 3 the end as a Status, 4 the terminal's"
              + " size as {\"Width\", \"Height\"}, 255 the end of a channel. Without a command a"
              + " shell with a terminal. Who may: berth.policy.exec.")
  public void exec(
      String name,
      @Context UriInfo uri,
      @Context HttpServerRequest request,
      @Suspended AsyncResponse neverAnswered) {
    Queries queries = new Queries(uri, KNOWN);
    String app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name)).name();
    ExecCommand command = command(queries);
    ContainerExec.Place place = new ExecPlaces(app, exec.places(app)).chosen(queries);
    String obstacle = ExecDoor.obstacle(request);
    if (!obstacle.isEmpty()) {
      throw ProblemException.of(426, "Upgrade Required", obstacle);
    }
    try {
      door.open(request, place, command);
    } catch (ContainerExec.Refused e) {
      throw ProblemException.of(409, "Conflict", String.valueOf(e.getMessage()));
    }
  }

  private static ExecCommand command(Queries queries) {
    List<String> words = queries.all("command");
    boolean isShell = words.isEmpty();
    return new ExecCommand(
        isShell ? SHELL : words,
        queries.choice(STDIN).orElse(isShell),
        queries.choice(TTY).orElse(isShell),
        queries.text("user"),
        queries.text("workdir"),
        size(queries));
  }

  private static Optional<TerminalSize> size(Queries queries) {
    Optional<Integer> rows = queries.number(ROWS);
    Optional<Integer> columns = queries.number(COLUMNS);
    if (rows.isEmpty() && columns.isEmpty()) {
      return Optional.empty();
    }
    int wide = columns.orElse(80);
    int high = rows.orElse(24);
    if (!TerminalSize.isGood(wide, high)) {
      throw ProblemException.of(
          400,
          "Bad Request",
          "`rows` and `columns` must be from 1 to 65535, were " + high + " and " + wide);
    }
    return Optional.of(new TerminalSize(wide, high));
  }
}
