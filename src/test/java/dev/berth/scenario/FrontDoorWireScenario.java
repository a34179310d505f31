package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.front.PemPair;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is spoken over HTTP goes through the front door, and stays whole across an update. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class FrontDoorWireScenario extends Scenario {
  private static final String APP = "acme-wire";
  private static final String RPC = "acme-rpc";
  private static final String INGRESS = "expose: [80]\ningress: {hosts: [localhost]";
  private static final long LIMIT = 60;
  private static final int MEBIBYTE = 1 << 20;
  private static final int UPLOAD = 200;

  @AfterEach
  void deleteAll() throws Exception {
    delete(APP);
    delete(RPC);
    request().delete("/v1/secrets/wire-tls");
  }

  private void put(String app, String program, String version, String more) throws IOException {
    Response answer =
        request()
            .body(WirePage.manifest(app, program, version, more))
            .put("/v1/apps/" + app + "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private void secret(String host) throws IOException {
    String body = "data:\n  value: |\n" + PemPair.of(host, "EC").pem().indent(4);
    assertThat(request().body(body).put("/v1/secrets/wire-tls").statusCode()).isEqualTo(201);
  }

  private CompletableFuture<Void> update(String version, String more) {
    return CompletableFuture.runAsync(() -> {
      try {
        put(APP, WirePage.HTTP, version, more);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static HttpRequest to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + FRONT_PORT + path))
        .timeout(Duration.ofSeconds(LIMIT))
        .build();
  }

  private static String page(HttpClient client) throws Exception {
    return client.send(to("/"), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** A client that is ended at once: by itself it waits for whoever still speaks. */
  private record Closer(HttpClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.shutdownNow();
    }
  }

  /** What a WebSocket heard. */
  private static final class Heard implements WebSocket.Listener {
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
      texts.add(text.toString());
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void openConnectionsStayWithTheOldVersionUntilTheyEnd() throws Exception {
    put(APP, WirePage.HTTP, "one", INGRESS + "}");
    Heard heard = new Heard();
    try (Closer closer = new Closer(HttpClient.newHttpClient())) {
      HttpClient client = closer.client();
      eventually(() -> assertThat(page(client)).startsWith("one"));
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://localhost:" + FRONT_PORT + "/ws"), heard)
              .get(LIMIT, TimeUnit.SECONDS);
      HttpResponse<Stream<String>> events =
          client.send(to("/events"), HttpResponse.BodyHandlers.ofLines());
      Queue<String> lines = new ConcurrentLinkedQueue<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() ->
                  events
                      .body()
                      .takeWhile(l -> !heard.texts.contains("one last"))
                      .forEach(lines::add));

      CompletableFuture<Void> update = update("two", INGRESS + "}");
      eventually(() -> assertThat(page(client)).startsWith("two"));
      socket.sendText("still", true).get(LIMIT, TimeUnit.SECONDS);
      eventually(() -> assertThat(heard.texts).containsExactly("one still"));
      int before = lines.size();
      eventually(() -> assertThat(lines).hasSizeGreaterThan(before + 5));
      assertThat(update).isNotDone();
      socket.sendText("last", true).get(LIMIT, TimeUnit.SECONDS);
      reader.join(Duration.ofSeconds(LIMIT));
      events.body().close();
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(LIMIT, TimeUnit.SECONDS);
      update.get(LIMIT, TimeUnit.SECONDS);

      assertThat(lines).allMatch(line -> line.isEmpty() || line.startsWith("data: one "));
      assertThat(page(client)).startsWith("two");
    }
  }

  @Test
  void aLargeUploadOverHttp2IsWholeAcrossAnUpdate() throws Exception {
    secret("localhost");
    String more = INGRESS + ", tls: {secret: wire-tls}}";
    put(APP, WirePage.HTTP, "one", more);
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Closer closer =
            new Closer(HttpClient.newBuilder().sslContext(SecureVisitor.trusting()).build());
        Closer others =
            new Closer(HttpClient.newBuilder().sslContext(SecureVisitor.trusting()).build())) {
      HttpClient client = closer.client();
      eventually(() -> assertThat(secure(others.client()).body()).startsWith("one"));
      CompletableFuture<HttpResponse<String>> upload =
          client.sendAsync(
              HttpRequest.newBuilder(URI.create("https://localhost:" + FRONT_TLS_PORT + "/up"))
                  .POST(
                      HttpRequest.BodyPublishers.fromPublisher(
                          HttpRequest.BodyPublishers.ofInputStream(
                              () -> new Slow(digest, half, goOn)),
                          (long) UPLOAD * MEBIBYTE))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(half.await(LIMIT, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> update = update("two", more);
      eventually(() -> assertThat(secure(others.client()).body()).startsWith("two"));
      goOn.countDown();

      HttpResponse<String> answer = upload.get(LIMIT, TimeUnit.SECONDS);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body())
          .startsWith("one " + HexFormat.of().formatHex(digest.digest()))
          .endsWith(" https localhost:" + FRONT_TLS_PORT);
      update.get(LIMIT, TimeUnit.SECONDS);
    }
  }

  private static HttpResponse<String> secure(HttpClient client) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:" + FRONT_TLS_PORT + "/"))
            .timeout(Duration.ofSeconds(LIMIT))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Stops in the middle until it is told to go on. */
  private static final class Slow extends InputStream {
    private final MessageDigest digest;
    private final CountDownLatch half;
    private final CountDownLatch goOn;
    private long left = (long) UPLOAD * MEBIBYTE;

    Slow(MessageDigest digest, CountDownLatch half, CountDownLatch goOn) {
      this.digest = digest;
      this.half = half;
      this.goOn = goOn;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (left <= (long) UPLOAD * MEBIBYTE / 2) {
        half.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      int size = (int) Math.min(left, most);
      for (int i = 0; i < size; i++) {
        into[from + i] = (byte) (left + i);
      }
      digest.update(into, from, size);
      left -= size;
      return size;
    }
  }

  /** What a client says of itself in these headers is dropped. */
  @Test
  void theContainerLearnsWhoAsks() throws Exception {
    put(
        APP,
        WirePage.HTTP.replace("\"PROXY\" not in os.environ", "False"),
        "one",
        INGRESS + ", proxyProtocol: v2}");
    try (Closer closer = new Closer(HttpClient.newHttpClient())) {
      HttpClient client = closer.client();
      eventually(() -> assertThat(page(client)).startsWith("one"));
      HttpRequest lying =
          HttpRequest.newBuilder(to("/"), (name, value) -> true)
              .header("X-Forwarded-For", "6.6.6.6")
              .header("X-Forwarded-Proto", "gopher")
              .build();
      String[] told =
          client.send(lying, HttpResponse.BodyHandlers.ofString()).body().split(" ", -1);

      assertThat(told[2]).isEqualTo("[" + told[3] + "]").doesNotContain("6.6.6.6");
      assertThat(told[3]).matches("[0-9]+([.][0-9]+){3}");
      assertThat(told[4]).isEqualTo("http");
      assertThat(told[5]).isEqualTo("localhost:" + FRONT_PORT);
    }
  }

  @Test
  void grpcGoesThroughWithItsTrailersWhileVersionsChange() throws Exception {
    secret("rpc.example");
    String more =
        "ports: [{target: 80, app_protocol: grpc}]\n"
            + "ingress: {hosts: [rpc.example], tls: {secret: wire-tls}}";
    put(RPC, WirePage.GRPC, "one", more);
    Vertx vertx = Vertx.vertx();
    try {
      eventually(() -> assertThat(call(vertx)).isEqualTo("one 0"));
      CompletableFuture<Void> update =
          CompletableFuture.runAsync(() -> {
            try {
              put(RPC, WirePage.GRPC, "two", more);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      int calls = 0;
      while (!update.isDone()) {
        assertThat(call(vertx)).isIn("one 0", "two 0");
        calls++;
      }
      update.get(LIMIT, TimeUnit.SECONDS);
      assertThat(call(vertx)).isEqualTo("two 0");
      assertThat(calls).isGreaterThan(10);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
    }
  }

  /** The message that came back, and the status that came behind it. */
  private static String call(Vertx vertx) throws Exception {
    io.vertx.core.http.HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setForceSni(true));
    try {
      return client
          .request(
              new RequestOptions()
                  .setMethod(HttpMethod.POST)
                  .setServer(SocketAddress.inetSocketAddress(FRONT_TLS_PORT, "127.0.0.1"))
                  .setHost("rpc.example")
                  .setPort(FRONT_TLS_PORT)
                  .setURI("/berth.Test/Version")
                  .putHeader("content-type", "application/grpc")
                  .putHeader("te", "trailers"))
          .compose(request -> request.send(Buffer.buffer(new byte[5])))
          .compose(answer ->
              answer
                  .body()
                  .map(body ->
                      body.getString(5, body.length(), StandardCharsets.UTF_8.name())
                          + " "
                          + answer.trailers().get("grpc-status")))
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT, TimeUnit.SECONDS);
    } finally {
      client.close();
    }
  }
}
