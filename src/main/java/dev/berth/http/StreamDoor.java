package dev.berth.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Opens streams to clients: as many as may be, and none longer than its client is there. */
@Singleton
public final class StreamDoor {
  private final StreamBudget budget;
  private final SecurityIdentity identity;

  StreamDoor(StreamBudget budget, SecurityIdentity identity) {
    this.budget = budget;
    this.identity = identity;
  }

  /** What a client follows; returns when it is over, or soon after he has gone. */
  public interface Source {
    void copy(OutputStream out, StreamClient client) throws IOException, InterruptedException;
  }

  /** What a client follows in events. */
  public interface EventSource {
    void copy(EventWriter events, StreamClient client) throws IOException, InterruptedException;
  }

  /** Server-sent events. */
  public Response events(HttpServerResponse response, EventSource source) {
    return open(
        response,
        MediaType.SERVER_SENT_EVENTS,
        (out, client) -> source.copy(new EventWriter(out), client));
  }

  /**
   * Anything else that goes on.
   *
   * @throws TooManyStreams if this one would be one too many
   */
  public Response open(HttpServerResponse response, String type, Source source) {
    StreamBudget.Ticket ticket = budget.enter(identity.getPrincipal().getName(), response);
    // The framework's own stream sends no head before a first byte; it only ends the answer.
    StreamingOutput output = unused -> send(ticket, source, new StreamOutput(response));
    return Response.ok(output)
        .type(type)
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private static void send(StreamBudget.Ticket ticket, Source source, StreamOutput out)
      throws IOException {
    try (ticket;
        out) {
      out.begin();
      source.copy(out, ticket.client());
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server ends");
    }
  }
}
