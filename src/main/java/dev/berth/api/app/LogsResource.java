package dev.berth.api.app;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.stream.LogStream;
import dev.berth.http.StreamDoor;
import dev.berth.intake.app.Intake;
import dev.berth.port.EngineInventory;
import dev.berth.spec.codec.Keys;
import dev.berth.state.DesiredApp;
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
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The output of an app's containers. */
@Path("/v1/apps/{name}/logs")
@RunOnVirtualThread
public class LogsResource {
  private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";
  private static final MediaType DOCUMENTS = new MediaType("application", "x-ndjson");
  private static final String SERVICE = "service";
  private static final Set<String> KNOWN =
      Set.of(
          SERVICE, "replica", "follow", "tail", "since", "timestamps", "format", "until", "grep");

  private final Intake intake;
  private final EngineInventory engineInventory;
  private final StreamDoor door;

  LogsResource(Intake intake, EngineInventory engineInventory, StreamDoor door) {
    this.door = door;
    this.intake = intake;
    this.engineInventory = engineInventory;
  }

  @GET
  @Operation(
      summary = "Read logs",
      description =
          "Text lines, or server-sent events if accepted. ?format=json: each line as a document,"
              + " in the order of times over all containers, with until, grep and Last-Event-ID.")
  public Response logs(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection) {
    Queries queries = new Queries(uri, KNOWN);
    DesiredApp app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name));
    queries.text(SERVICE).ifPresent(service -> require(service, app.app().services().keySet()));
    boolean isData =
        queries.word("format", Set.of("json", "text")).filter("json"::equals).isPresent()
            || headers.getAcceptableMediaTypes().contains(DOCUMENTS);
    boolean isEvents =
        headers.getAcceptableMediaTypes().contains(MediaType.SERVER_SENT_EVENTS_TYPE);
    return isData
        ? new LogData(engineInventory, door, name, queries)
            .answer(LogData.resumed(headers), isEvents, connection)
        : text(name, LogData.plain(queries), isEvents, connection);
  }

  private Response text(
      String name,
      EngineInventory.LogQuery query,
      boolean isEvents,
      HttpServerResponse connection) {
    // Once the stream has begun it is too late to say that nobody answers.
    List<EngineInventory.ContainerReport> unused = engineInventory.containers(false);
    LogStream stream = new LogStream(query.service().isEmpty());
    Function<EngineInventory.LogSink, AutoCloseable> source =
        sink -> engineInventory.logs(name, query, sink);
    return isEvents
        ? door.events(connection, (writer, client) -> stream.copy(source, writer, client::isThere))
        : door.open(connection, TEXT, (out, client) -> stream.copy(source, out, client::isThere));
  }

  public static void require(String service, Set<String> services) {
    if (!services.contains(service)) {
      throw ProblemException.of(
          404,
          "Not Found",
          "there is no service `"
              + service
              + "` in this app"
              + Keys.suggestion(service, services)
              + "; services: "
              + String.join(", ", services));
    }
  }
}
