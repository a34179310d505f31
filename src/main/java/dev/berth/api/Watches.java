package dev.berth.api;

import dev.berth.intake.Ledger;
import dev.berth.intake.Wanted;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;

/** Streams of changes as server-sent events. */
@Singleton
class Watches {
  private final Ledger ledger;

  Watches(Ledger ledger) {
    this.ledger = ledger;
  }

  Response stream(String kind, Wanted wanted, HttpHeaders headers, HttpServerResponse connection) {
    WatchStream stream = new WatchStream(ledger, kind, ledger.within(kind, wanted), last(headers));
    connection.closeHandler(closed -> stream.end());
    StreamingOutput output = stream::copy;
    return Response.ok(output)
        .type(MediaType.SERVER_SENT_EVENTS)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("X-Accel-Buffering", "no")
        .build();
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
