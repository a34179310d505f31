package dev.berth.api.stream;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Selection;
import dev.berth.http.StreamDoor;
import dev.berth.intake.read.ResourceQueries;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Streams of changes as server-sent events. */
@Singleton
public class Watches {
  private final ResourceQueries resourceQueries;
  private final StreamDoor door;

  Watches(ResourceQueries resourceQueries, StreamDoor door) {
    this.door = door;
    this.resourceQueries = resourceQueries;
  }

  public Response stream(
      String kind, Selection selection, HttpHeaders headers, HttpServerResponse connection) {
    WatchStream stream =
        new WatchStream(
            resourceQueries,
            kind,
            resourceQueries.within(kind, selection.wanted()),
            last(headers),
            selection.fields());
    return door.events(connection, stream::copy);
  }

  private static Optional<Long> last(HttpHeaders headers) {
    String id = headers.getHeaderString("Last-Event-ID");
    if (id == null || id.isBlank()) {
      return Optional.empty();
    }
    if (!id.strip().matches("\\d{1,18}")) {
      throw ProblemException.of(
          400, "Bad Request", "Last-Event-ID is the id of an event of this stream, as it was");
    }
    return Optional.of(Long.valueOf(id.strip()));
  }
}
