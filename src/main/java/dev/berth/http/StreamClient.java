package dev.berth.http;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Somebody who follows a stream. Whether he is still there has to be asked: the framework keeps the
 * one handler that would tell of it for itself, so who waits for news waits for {@link #PATIENCE}
 * and asks.
 */
public final class StreamClient {
  /** The longest that a stream outlives its client. */
  public static final Duration PATIENCE = Duration.ofMillis(500);

  private final HttpServerResponse response;
  private final BooleanSupplier ends;

  StreamClient(HttpServerResponse response, BooleanSupplier ends) {
    this.response = response;
    this.ends = ends;
  }

  /** Whether somebody is there to be told more: not once this server ends. */
  public boolean isThere() {
    return !ends.getAsBoolean() && !response.closed() && !response.ended();
  }
}
