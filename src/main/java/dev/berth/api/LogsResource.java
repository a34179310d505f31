package dev.berth.api;

import dev.berth.http.StreamDoor;
import dev.berth.intake.Intake;
import dev.berth.status.Inventory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The output of an app's containers. */
@Path("/v1/apps/{name}/logs")
@RunOnVirtualThread
public class LogsResource {
  private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";
  private static final Set<String> KNOWN =
      Set.of("service", "replica", "follow", "tail", "since", "timestamps");

  private final Intake intake;
  private final Inventory inventory;
  private final StreamDoor door;

  LogsResource(Intake intake, Inventory inventory, StreamDoor door) {
    this.door = door;
    this.intake = intake;
    this.inventory = inventory;
  }

  @GET
  @Operation(summary = "Read logs", description = "Text lines, or server-sent events if accepted.")
  public Response logs(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = new Queries(uri, KNOWN);
    if (intake.find(name).isEmpty()) {
      throw ProblemException.notFound(name);
    }
    Inventory.LogQuery query =
        new Inventory.LogQuery(
            queries.text("service"),
            optional(queries.number("replica")),
            queries.flag("follow"),
            optional(queries.number("tail")),
            queries.since("since"),
            queries.flag("timestamps"));
    // Once the stream has begun it is too late to say that nobody answers.
    List<Inventory.ContainerReport> unused = inventory.containers(false);
    boolean events = headers.getAcceptableMediaTypes().contains(MediaType.SERVER_SENT_EVENTS_TYPE);
    LogStream stream = new LogStream(query.service().isEmpty());
    Function<Inventory.LogSink, AutoCloseable> source = sink -> inventory.logs(name, query, sink);
    return events
        ? door.events(connection, (writer, client) -> stream.copy(source, writer, client))
        : door.open(connection, TEXT, (out, client) -> stream.copy(source, out, client));
  }

  private static OptionalInt optional(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
