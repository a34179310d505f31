package dev.berth.boot.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18, 13: who speaks plain HTTP to the port of TLS is told so, and reaches nothing. */
class PlainHttpAdviceTest {
  private static final AtomicInteger REACHED = new AtomicInteger();

  @TempDir static Path folder;
  private static Vertx vertx;
  private static HttpServer server;
  private static Path store;

  @BeforeAll
  static void listen() throws Exception {
    store = SelfSignedCertificate.in(folder);
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setHost("127.0.0.1")
            .setPort(0)
            .setKeyCertOptions(
                new PfxOptions()
                    .setPath(store.toString())
                    .setPassword(SelfSignedCertificate.PASSWORD));
    new PlainHttpAdvice().customizeHttpsServer(options);
    vertx = Vertx.vertx();
    server =
        vertx
            .createHttpServer(new HttpServerOptions(options))
            .requestHandler(request -> {
              REACHED.incrementAndGet();
              request.response().end("hello");
            })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  @AfterAll
  static void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @BeforeEach
  void forget() {
    REACHED.set(0);
  }

  private static String sent(byte[] bytes) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/apps HTTP/1.0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "G",
        "get / http/1.1\r\n\r\n"
      })
  void plainHttpIsToldToSpeakHttps(String request) throws Exception {
    assertThat(sent(request.getBytes(StandardCharsets.US_ASCII)))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("Connection: close\r\n", "speaks HTTPS", "https://", "\"status\":400");
    assertThat(REACHED).hasValue(0);
  }

  /** The answer is not lost by a reset, however much is sent. */
  @Test
  void aLongBodyIsAnsweredToo() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/apps"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[200_000]))
                    .build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("use https://");
    assertThat(REACHED).hasValue(0);
  }

  @Test
  void whatIsNeitherIsHungUpOn() throws Exception {
    assertThat(sent(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).doesNotContain("HTTP");
    assertThat(REACHED).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void tlsIsSpokenAsBefore(Version version) throws Exception {
    KeyStore trusted =
        KeyStore.getInstance(store.toFile(), SelfSignedCertificate.PASSWORD.toCharArray());
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusting(trusted));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(version)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.actualPort()))
                    .build(),
                BodyHandlers.ofString());

    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.version()).isEqualTo(version);
  }

  private static KeyStore trusting(KeyStore own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("berth", own.getCertificate("berth"));
    return trusted;
  }
}
