package dev.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 17: streams are counted, and end with their client or their server. */
class StreamBudgetTest {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<HttpServerResponse> responses = new ArrayBlockingQueue<>(4);
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> responses.add(request.response()))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private HttpServerResponse asked(Socket client) throws Exception {
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    HttpServerResponse response = responses.poll(30, TimeUnit.SECONDS);
    assertThat(response).isNotNull();
    return response;
  }

  private Socket client() throws Exception {
    return new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
  }

  @Test
  void everyClientIsSentAwayWhenTheServerEnds() throws Exception {
    StreamBudget budget = new StreamBudget(2, 2);
    try (Socket client = client()) {
      StreamBudget.Ticket ticket = budget.enter("token", asked(client));
      assertThat(ticket.client().isThere()).isTrue();

      budget.end();

      assertThat(ticket.client().isThere()).isFalse();
    }
  }

  @Test
  void oneMoreThanMayBeIsToldTheWayOut() throws Exception {
    StreamBudget budget = new StreamBudget(1, 2);
    try (Socket one = client();
        Socket two = client()) {
      budget.enter("token", asked(one));

      HttpServerResponse second = asked(two);
      assertThatThrownBy(() -> budget.enter("token", second))
          .isInstanceOf(TooManyStreams.class)
          .hasMessageContaining("berth.streams.per-token");
      budget.enter("another", second);
      assertThat(budget.open()).isEqualTo(2);
    }
  }
}
