package dev.berth.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.observe.ContainerView;
import dev.berth.reconcile.front.PemPair;
import dev.berth.spec.Front;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The front door speaks TLS for each name by a certificate that is kept as a secret. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
class FrontDoorTlsScenario extends Scenario {
  private static final String SHOP = "secure";
  private static final String BLOG = "diary";

  @AfterEach
  void deleteAll() throws Exception {
    delete(SHOP);
    delete(BLOG);
    request().delete("/v1/secrets/shop-tls");
    request().delete("/v1/secrets/blog-tls");
  }

  private void secret(String name, String key, String pem) throws IOException {
    String body = "data:\n  " + key + ": |\n" + pem.indent(4);
    assertThat(request().body(body).put("/v1/secrets/" + name).statusCode()).isIn(200, 201);
  }

  private Response put(String app, String host, String tls) throws IOException {
    String manifest =
        RevolvingPage.manifest(app, 0, app, 1, "strategy: Rolling")
                .replaceFirst("ports: .*\n", "expose: [80]\n")
            + "ingress: {hosts: ["
            + host
            + "], tls: {"
            + tls
            + "}}\n";
    return request().body(manifest).put("/v1/apps/" + app + "?wait=ready&timeout=120s");
  }

  private static SecureVisitor.Seen ask(String host) throws Exception {
    return SecureVisitor.ask(FRONT_TLS_PORT, host, "http/1.1");
  }

  private static void isSecure(String host, PemPair pair, String body) {
    eventually(() -> {
      SecureVisitor.Seen seen = ask(host);
      assertThat(seen.certificate().getEncoded()).isEqualTo(pair.certificate());
      assertThat(seen.answer()).startsWith("HTTP/1.1 200").endsWith(body);
    });
  }

  @Test
  void eachNameHasItsCertificateAndARenewedOneComesInPlace() throws Exception {
    PemPair shop = PemPair.of("shop.example", "EC");
    PemPair blog = PemPair.of("blog.example", "RSA");
    secret("shop-tls", "value", shop.pem());
    secret("blog-tls", "value", blog.pem());
    assertThat(put(SHOP, "shop.example", "secret: shop-tls, hsts: 24h").statusCode())
        .isEqualTo(201);
    assertThat(put(BLOG, "blog.example", "secret: blog-tls").statusCode()).isEqualTo(201);

    isSecure("shop.example", shop, SHOP);
    isSecure("blog.example", blog, BLOG);
    assertThat(ask("shop.example").answer())
        .containsIgnoringCase("strict-transport-security: max-age=86400");
    assertThat(SecureVisitor.ask(FRONT_TLS_PORT, "shop.example", "h2", "http/1.1").protocol())
        .isEqualTo("h2");
    assertThatThrownBy(() -> ask("nobody.example")).isInstanceOf(SSLException.class);
    Response plain =
        given()
            .redirects()
            .follow(false)
            .header("Host", "shop.example")
            .get("http://127.0.0.1:" + FRONT_PORT + "/a?b=c");
    assertThat(plain.statusCode()).isEqualTo(308);
    assertThat(plain.header("Location"))
        .isEqualTo("https://shop.example:" + FRONT_TLS_PORT + "/a?b=c");

    ContainerView before = container(Front.APP, Front.SERVICE);
    PemPair renewed = PemPair.of("shop.example", "RSA");
    secret("shop-tls", "value", renewed.pem());
    isSecure("shop.example", renewed, SHOP);
    isSecure("blog.example", blog, BLOG);
    ContainerView after = container(Front.APP, Front.SERVICE);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.life().startedAt()).isEqualTo(before.life().startedAt());
    assertThat(docker("inspect", after.id())).doesNotContain("PRIVATE KEY");
    assertThat(request().get("/v1/apps/" + Front.APP).asString()).doesNotContain("PRIVATE KEY");
  }

  /** It would stop the front door for everybody. */
  @Test
  void aCertificateThatWillNotDoHarmsNobodyElse() throws Exception {
    PemPair blog = PemPair.of("blog.example", "EC");
    secret("blog-tls", "value", blog.pem());
    secret(
        "shop-tls",
        "value",
        PemPair.of("shop.example", "EC").pem().replaceFirst("(?s)-----BEGIN PRIV.*", ""));
    assertThat(put(BLOG, "blog.example", "secret: blog-tls").statusCode()).isEqualTo(201);

    Response bad = put(SHOP, "shop.example", "secret: shop-tls");

    assertThat(bad.statusCode()).isEqualTo(504);
    assertThat(bad.asString())
        .contains(
            "it has failed", "CertificateInvalid", "secret shop-tls of ingress.tls has no key");
    isSecure("blog.example", blog, BLOG);
    PemPair good = PemPair.of("shop.example", "EC");
    secret("shop-tls", "value", good.pem());
    isSecure("shop.example", good, SHOP);
    awaitReady(SHOP);
  }
}
