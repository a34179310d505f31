package dev.berth.kube;

import dev.berth.http.StreamClient;
import dev.berth.http.StreamDoor;
import dev.berth.http.TooManyStreams;
import dev.berth.port.EngineInventory;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The output of a container, as {@code kubectl logs} asks for it. */
@Singleton
class PodLogs {
  private final EngineInventory engineInventory;
  private final StreamDoor door;

  PodLogs(EngineInventory engineInventory, StreamDoor door) {
    this.engineInventory = engineInventory;
    this.door = door;
  }

  Response open(Pod pod, KubeQueries queries, HttpServerResponse connection) {
    if (queries.flag("previous")) {
      throw KubeException.bad(
          "previous terminated container of pod " + pod.name() + " not found: Berth keeps none");
    }
    EngineInventory.LogQuery wanted =
        new EngineInventory.LogQuery(
            Optional.of(pod.service()),
            replica(pod),
            queries.flag("follow"),
            number(queries, "tailLines"),
            since(queries),
            queries.flag("timestamps"));
    try {
      return door.open(
          connection,
          "text/plain",
          (out, client) -> copy(pod, wanted, new PodLines(pod.name(), out), client));
    } catch (TooManyStreams e) {
      throw new KubeException(
          KubeException.TOO_MANY_REQUESTS,
          "TooManyRequests",
          String.valueOf(e.getMessage()),
          Map.of("retryAfterSeconds", TooManyStreams.RETRY_SECONDS));
    }
  }

  private void copy(Pod pod, EngineInventory.LogQuery wanted, PodLines lines, StreamClient client)
      throws IOException, InterruptedException {
    try (AutoCloseable reading = engineInventory.logs(pod.app(), wanted, lines)) {
      lines.awaitEnd(client::isThere);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static OptionalInt replica(Pod pod) {
    return pod.seen().isPresent()
        ? OptionalInt.of(pod.seen().get().replica())
        : OptionalInt.empty();
  }

  private static OptionalInt number(KubeQueries queries, String name) {
    int number = queries.number(name, -1);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static Optional<Instant> since(KubeQueries queries) {
    OptionalInt seconds = number(queries, "sinceSeconds");
    return seconds.isPresent()
        ? Optional.of(Instant.now().minus(Duration.ofSeconds(seconds.getAsInt())))
        : queries.text("sinceTime").map(PodLogs::time);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw KubeException.bad("sinceTime: invalid value " + text);
    }
  }
}
