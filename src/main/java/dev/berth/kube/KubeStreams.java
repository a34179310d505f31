package dev.berth.kube;

import dev.berth.http.StreamDoor;
import dev.berth.http.TooManyStreams;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Watches, a line of JSON after the other, for as long as the client likes. */
@Singleton
class KubeStreams {
  private final StreamDoor door;

  KubeStreams(StreamDoor door) {
    this.door = door;
  }

  /** Never an empty line: the official Python client reads each as JSON. */
  Response open(HttpServerResponse connection, StreamDoor.Source watch) {
    try {
      return door.open(connection, MediaType.APPLICATION_JSON, watch);
    } catch (TooManyStreams e) {
      throw new KubeException(
          KubeException.TOO_MANY_REQUESTS,
          "TooManyRequests",
          String.valueOf(e.getMessage()),
          Map.of("retryAfterSeconds", TooManyStreams.RETRY_SECONDS));
    }
  }
}
