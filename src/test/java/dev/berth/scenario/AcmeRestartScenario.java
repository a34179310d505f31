package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.reconcile.front.PemPair;
import dev.berth.spec.Front;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever ends Berth, nothing is asked of the server of ACME twice. */
class AcmeRestartScenario {
  private static final String APP = "acme-kept";
  private static final String HOST = "kept.acme.example";
  private static final int HTTP = 22_321;
  private static final int HTTPS = 22_322;
  private static final int LINE = 22_324;
  private static final String ENDS = "/finalize-order/";
  private static final PemPair SERVER = PemPair.of("localhost", "RSA");

  private final Path folder =
      Path.of("target", "scenario", "acme-" + UUID.randomUUID()).toAbsolutePath();
  private Pebble pebble;
  private AcmeLine line;
  private OwnServer berth;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(Pebble.isHere(), "no pebble: see dev/lib/pebble.sh");
    Files.createDirectories(folder);
    Path trust = Files.writeString(folder.resolve("trust.pem"), SERVER.certificatePem());
    pebble = new Pebble(folder.resolve("pebble"), SERVER, HTTP, Duration.ofDays(90));
    line = new AcmeLine(LINE, SERVER.context(), Pebble.PORT);
    berth =
        new OwnServer(
            folder.resolve("home"),
            "berth.ingress.address=127.0.0.1",
            "berth.ingress.http-port=" + HTTP,
            "berth.ingress.https-port=" + HTTPS,
            "berth.build.engine=classic",
            "berth.acme.directory=https://localhost:" + LINE + "/dir",
            "berth.acme.terms-agreed=true",
            "berth.acme.retry=20s",
            "berth.acme.trust-file=" + trust);
    berth.start();
  }

  @AfterEach
  void end() throws Exception {
    if (berth == null) {
      return;
    }
    line.release();
    berth.request().delete("/v1/apps/" + APP + "?volumes=delete&wait=ready");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> berth.request().get("/v1/apps/" + Front.APP).statusCode() == 404);
    berth.close();
    line.close();
    pebble.close();
  }

  private void put(String query) throws IOException {
    String manifest =
        RevolvingPage.manifest(APP, 0, "kept", 1, "strategy: Rolling")
                .replaceFirst("ports: .*\n", "expose: [80]\n")
            + "ingress: {hosts: ["
            + HOST
            + "], tls: {acme: true}}\n";
    Response answer = berth.request().body(manifest).put("/v1/apps/" + APP + query);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private void isServed() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(SecureVisitor.ask(pebble.root(), HTTPS, HOST).answer()).endsWith("kept"));
  }

  private void isReady() throws IOException {
    Response answer = berth.request().get("/v1/apps/" + APP + "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  @Test
  void aRestartAsksForNothing() throws Exception {
    put("?wait=ready&timeout=120s");
    isServed();
    long orders = line.count("/order-plz");
    long accounts = line.count("/sign-me-up");

    berth.kill();
    isServed();
    berth.start();
    isReady();
    isServed();

    assertThat(line.count("/order-plz")).isEqualTo(orders);
    assertThat(line.count("/sign-me-up")).isEqualTo(accounts);
  }

  /** The server has made the certificate, and nobody has heard of it. */
  @Test
  void whoDiesBetweenOrderAndCertificateGoesOnWithTheOrder() throws Exception {
    CountDownLatch ordered = line.hold(ENDS);
    put("");
    assertThat(ordered.await(60, TimeUnit.SECONDS)).isTrue();
    long orders = line.count("/order-plz");
    berth.kill();
    line.release();

    berth.start();
    isReady();
    isServed();

    assertThat(line.paths(ENDS)).isEqualTo(1);
    assertThat(line.count("/order-plz")).isEqualTo(orders);
  }

  @Test
  void aFailureIsRememberedSoThatARestartDoesNotAskAtOnce() throws Exception {
    pebble.place(HOST, "127.0.0.2");
    put("");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> berth.request().get("/v1/apps/" + APP).asString().contains("CertificateFailed"));
    String next = next();
    long orders = line.count("/order-plz");

    berth.kill();
    berth.start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> berth.request().get("/v1/apps/" + APP).asString().contains("CertificateFailed"));
    assertThat(next()).isEqualTo(next);
    assertThat(line.count("/order-plz")).isEqualTo(orders);

    pebble.place(HOST, "127.0.0.1");
    isServed();
  }

  private String next() throws IOException {
    return berth
        .request()
        .get("/v1/apps/" + APP)
        .asString()
        .replaceFirst("(?s).*?next try at ([^\"]*)\".*", "$1");
  }
}
