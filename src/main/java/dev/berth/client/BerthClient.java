package dev.berth.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Asks one Berth; everything but a good answer is a {@link ClientFailure}. */
public final class BerthClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LAST = Duration.ofMillis(200);
  private static final int GOOD = 300;

  private final ServerAddress server;
  private final HttpClient http;

  public BerthClient(ServerAddress server) {
    this.server = server;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (!server.isEncrypted()) {
      builder.sslContext(new WithoutTls());
    }
    server.authority().ifPresent(file -> builder.sslContext(TrustedAuthority.context(file)));
    this.http = builder.build();
  }

  /** Cuts off what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      boolean unused = http.awaitTermination(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public ServerAddress server() {
    return server;
  }

  public JsonView get(ApiPath path) {
    return send(ApiRequest.get(path)).tree();
  }

  /** Asks and waits for the whole answer, however long Berth keeps it back. */
  public Reply send(ApiRequest asked) {
    HttpResponse<String> answer = exchange(asked, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() >= GOOD) {
      throw Refusals.of(server, answer.statusCode(), answer.body());
    }
    return new Reply(answer.statusCode(), answer.body());
  }

  /** An answer that comes bit by bit; the caller closes it. */
  public InputStream open(ApiRequest asked) {
    HttpResponse<InputStream> answer = exchange(asked, BodyHandlers.ofInputStream());
    if (answer.statusCode() < GOOD) {
      return answer.body();
    }
    try (InputStream body = answer.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      throw Refusals.of(server, answer.statusCode(), text);
    } catch (IOException e) {
      throw Refusals.unreachable(server, e);
    }
  }

  /** A WebSocket, from the answer that makes it one on. */
  public WebSocket follow(ApiPath path, String protocol, WebSocket.Listener listener) {
    WebSocket.Builder builder =
        http.newWebSocketBuilder().connectTimeout(CONNECT.plus(CONNECT)).subprotocols(protocol);
    server.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    URI uri = URI.create(server.resolve(path).toString().replaceFirst("^http", "ws"));
    try {
      return builder.buildAsync(uri, listener).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClientFailure.failed("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        HttpResponse<?> answer = refused.getResponse();
        throw Refusals.of(server, answer.statusCode(), String.valueOf(answer.body()));
      }
      IOException cause =
          e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
      throw Refusals.unreachable(server, cause);
    }
  }

  private <T> HttpResponse<T> exchange(ApiRequest asked, BodyHandler<T> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(asked.path()))
            .method(asked.method(), asked.body())
            .header("Accept", asked.accept());
    server.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    if (!asked.type().isEmpty()) {
      request.header("Content-Type", asked.type());
    }
    for (int i = 0; i + 1 < asked.headers().size(); i += 2) {
      request.header(asked.headers().get(i), asked.headers().get(i + 1));
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw Refusals.unreachable(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClientFailure.failed("interrupted");
    }
  }
}
