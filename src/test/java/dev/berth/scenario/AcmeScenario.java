package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.observe.ContainerView;
import dev.berth.reconcile.front.PemPair;
import dev.berth.spec.Front;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates come by themselves from a real server of ACME, through the real front door. */
@QuarkusTest
@TestProfile(AcmeScenario.Asking.class)
class AcmeScenario extends Scenario {
  private static final String SHOP = "acme-shop";
  private static final String BLOG = "acme-blog";
  private static final int HTTP = 22_301;
  private static final int HTTPS = 22_302;
  private static final int LINE = 22_314;
  private static final String ORDERS = "/order-plz";
  private static final String ENDS = "/finalize-order/";
  private static final Duration LONG = Duration.ofDays(90);
  private static final PemPair SERVER = PemPair.of("localhost", "RSA");

  /** Asks a server on this machine, and asks again soon. */
  public static final class Asking extends Home {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("berth.ingress.http-port", String.valueOf(HTTP));
      settings.put("berth.ingress.https-port", String.valueOf(HTTPS));
      settings.put("berth.acme.directory", "https://localhost:" + LINE + "/dir");
      settings.put("berth.acme.contact", "operator@example.org");
      settings.put("berth.acme.terms-agreed", "true");
      settings.put("berth.acme.retry", "2s");
      settings.put("berth.acme.trust-file", trust().toString());
      return settings;
    }

    private static Path trust() {
      try {
        Path file = Files.createTempFile("acme-trust", ".pem");
        file.toFile().deleteOnExit();
        return Files.writeString(file, SERVER.certificatePem());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Path folder = Path.of("target", "scenario", "acme-" + UUID.randomUUID());

  private Pebble begin(Duration life) throws Exception {
    assumeTrue(Pebble.isHere(), "no pebble: see dev/lib/pebble.sh");
    return new Pebble(folder.toAbsolutePath(), SERVER, HTTP, life);
  }

  private static AcmeLine line() throws Exception {
    return new AcmeLine(LINE, SERVER.context(), Pebble.PORT);
  }

  @AfterEach
  void deleteAll() throws Exception {
    delete(SHOP);
    delete(BLOG);
    eventually(
        () -> assertThat(request().get("/v1/apps/" + Front.APP).statusCode()).isEqualTo(404));
  }

  private Response put(String app, String host, String query) throws IOException {
    String manifest =
        RevolvingPage.manifest(app, 0, app, 1, "strategy: Rolling")
                .replaceFirst("ports: .*\n", "expose: [80]\n")
            + "ingress: {hosts: ["
            + host
            + "], tls: {acme: true}}\n";
    return request().body(manifest).put("/v1/apps/" + app + query);
  }

  private void good(String app, String host) throws IOException {
    Response answer = put(app, host, "?wait=ready&timeout=120s");
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private static Response plain(String host, String path) {
    return given()
        .redirects()
        .follow(false)
        .header("Host", host)
        .get("http://127.0.0.1:" + HTTP + path);
  }

  private static void isServed(Pebble pebble, String host, String body) {
    eventually(() -> {
      SecureVisitor.Seen seen = SecureVisitor.ask(pebble.root(), HTTPS, host);
      assertThat(seen.certificate().getSubjectAlternativeNames().toString()).contains(host);
      assertThat(seen.answer()).startsWith("HTTP/1.1 200").endsWith(body);
    });
  }

  private String told(String app) throws IOException {
    return request().get("/v1/apps/" + app).asString();
  }

  @Test
  void eachHostGetsItsCertificateAndKeepsIt() throws Exception {
    try (Pebble pebble = begin(LONG);
        AcmeLine line = line()) {
      good(SHOP, "shop.acme.example, www.acme.example");
      good(BLOG, "blog.acme.example");

      isServed(pebble, "shop.acme.example", SHOP);
      isServed(pebble, "www.acme.example", SHOP);
      isServed(pebble, "blog.acme.example", BLOG);
      assertThat(line.paths(ENDS)).isEqualTo(3);
      assertThat(plain("shop.acme.example", "/a").statusCode()).isEqualTo(308);
      Response proof = plain("shop.acme.example", "/.well-known/acme-challenge/a-Token_1");
      assertThat(proof.statusCode()).isEqualTo(200);
      assertThat(proof.asString()).matches("a-Token_1[.][A-Za-z0-9_-]{43}");
      assertThat(plain("other.example", "/.well-known/acme-challenge/a").statusCode())
          .isEqualTo(404);
      assertThat(told(Front.APP) + told(SHOP) + docker("inspect", front().id()))
          .doesNotContain("PRIVATE KEY");
      assertThat(request().get("/v1/secrets").asString()).doesNotContain("acme.example");

      delete(SHOP);
      good(SHOP, "shop.acme.example, www.acme.example");
      isServed(pebble, "shop.acme.example", SHOP);
      assertThat(line.paths(ENDS)).isEqualTo(3);
    }
  }

  private ContainerView front() {
    return container(Front.APP, Front.SERVICE);
  }

  @Test
  void aHostThatCannotProveItselfIsToldAndHarmsNobody() throws Exception {
    try (Pebble pebble = begin(LONG);
        AcmeLine line = line()) {
      pebble.place("bad.example", "127.0.0.2");
      Response late = put(SHOP, "bad.example", "?wait=ready&timeout=60s");

      assertThat(late.statusCode()).isEqualTo(504);
      assertThat(late.asString())
          .contains("CertificateFailed", "connection", "in vain", "next try at");
      good(BLOG, "fine.example");
      isServed(pebble, "fine.example", BLOG);
      assertThat(plain("bad.example", "/").asString()).isEqualTo(SHOP);
      assertThatThrownBy(() -> SecureVisitor.ask(HTTPS, "bad.example", "http/1.1"))
          .isInstanceOf(SSLException.class);

      pebble.place("bad.example", "127.0.0.1");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(told(SHOP)).contains("AllReady"));
      isServed(pebble, "bad.example", SHOP);
    }
  }

  @Test
  void whoIsAskedTooOftenIsLeftAloneForAsLongAsHeSays() throws Exception {
    try (Pebble pebble = begin(LONG);
        AcmeLine line = line()) {
      String body =
          "{\"type\": \"urn:ietf:params:acme:error:rateLimited\", \"detail\": \"too many orders\"}";
      line.answer(
          ORDERS,
          "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 15\r\nReplay-Nonce: none\r\n"
              + "Content-Type: application/problem+json\r\nContent-Length: "
              + body.length()
              + "\r\nConnection: close\r\n\r\n"
              + body);
      long begin = System.nanoTime();
      Response late = put(SHOP, "limited.example", "?wait=ready&timeout=60s");
      assertThat(late.asString()).contains("CertificateFailed", "rateLimited: too many orders");
      assertThat(line.count(ORDERS)).isEqualTo(1);
      line.pass(ORDERS);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(told(SHOP)).contains("AllReady"));
      isServed(pebble, "limited.example", SHOP);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void rubbishAndSilenceAreToldAndOutlived() throws Exception {
    try (Pebble pebble = begin(LONG)) {
      try (AcmeLine line = line()) {
        line.answer(ORDERS, "HTTP/1.1 500 Oh no\r\nContent-Length: 6\r\n\r\n<html>");
        Response late = put(SHOP, "outlived.example", "?wait=ready&timeout=60s");
        assertThat(late.asString()).contains("CertificateFailed", "in vain");
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(told(SHOP)).contains("the server cannot be reached"));
      try (AcmeLine line = line()) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(told(SHOP)).contains("AllReady"));
        isServed(pebble, "outlived.example", SHOP);
      }
    }
  }

  @Test
  void aCertificateIsRenewedInTimeWithoutARequestLost() throws Exception {
    try (Pebble pebble = begin(Duration.ofSeconds(30));
        AcmeLine line = line()) {
      good(SHOP, "here");
      isServed(pebble, "here", SHOP);
      ContainerView before = front();
      long orders = line.paths(ENDS);
      try (Visitors visitors = new Visitors(HTTPS, true)) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> line.paths("/certZ/") >= 4);
        visitors.close();
        assertThat(visitors.lost()).isEmpty();
        assertThat(visitors.answered()).isGreaterThan(500);
      }
      assertThat(line.paths(ENDS) - orders).isBetween(2L, 4L);
      isServed(pebble, "here", SHOP);
      assertThat(front().id()).isEqualTo(before.id());
      assertThat(front().life().startedAt()).isEqualTo(before.life().startedAt());
    }
  }

  /** Somebody who takes expired ones is better off than with none. */
  @Test
  void aCertificateThatIsOverIsToldServedAndReplaced() throws Exception {
    try (Pebble pebble = begin(Duration.ofSeconds(20));
        AcmeLine line = line()) {
      good(SHOP, "over.example");
      isServed(pebble, "over.example", SHOP);
      line.answer(ORDERS, "HTTP/1.1 500 Oh no\r\nContent-Length: 6\r\n\r\n<html>");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(told(SHOP)).contains("CertificateExpired"));
      SecureVisitor.Seen over = SecureVisitor.ask(HTTPS, "over.example", "http/1.1");
      assertThat(over.certificate().getNotAfter().toInstant()).isBefore(Instant.now());
      assertThat(over.answer()).startsWith("HTTP/1.1 200").endsWith(SHOP);

      line.pass(ORDERS);
      isServed(pebble, "over.example", SHOP);
      assertThat(SecureVisitor.ask(HTTPS, "over.example", "http/1.1").certificate())
          .isNotEqualTo(over.certificate());
    }
  }
}
