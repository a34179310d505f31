package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names at the front door: who answers for them, and the line that keeps them. */
class FrontRouteTest {
  private static FrontRoute route(String host, String path, Optional<IngressTls> tls) {
    return new FrontRoute(host, path, "shop", "web", true, tls);
  }

  @Test
  void aRouteIsReadFromItsLine() {
    FrontRoute plain = new FrontRoute("a.example", "/", "shop", "web", false, Optional.empty());
    FrontRoute kept =
        route(
            "a.example",
            "/x",
            Optional.of(new IngressTls("cert", true, Optional.of(Duration.ofDays(1)))));
    FrontRoute issued =
        route(
            "*.a.example",
            "/",
            Optional.of(new IngressTls(Optional.empty(), false, Optional.empty())));

    assertThat(plain.text()).isEqualTo("a.example / shop web http");
    assertThat(kept.text()).isEqualTo("a.example /x shop web h2 cert true 86400");
    assertThat(issued.text()).isEqualTo("*.a.example / shop web h2 ~*.a.example false 0");
    assertThat(FrontRoute.parsed(plain.text())).contains(plain);
    assertThat(FrontRoute.parsed(" " + kept.text() + "\n")).contains(kept);
    assertThat(FrontRoute.parsed(issued.text())).contains(issued);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a / shop web", "a / shop web http x", "a / s w h2 c true 1 2"})
  void anotherLineIsNone(String line) {
    assertThat(FrontRoute.parsed(line)).isEmpty();
  }

  @Test
  void aStarIsGoodForEveryLabel() {
    FrontRoute wild = route("*.a.example", "/x", Optional.empty());
    FrontRoute plain = route("a.example", "/x", Optional.empty());

    assertThat(wild.isWild()).isTrue();
    assertThat(wild.domain()).isEqualTo("a.example");
    assertThat(plain.isWild()).isFalse();
    assertThat(plain.domain()).isEqualTo("a.example");
    assertThat(wild.claim()).isEqualTo("*.a.example/x");
    assertThat(plain.certificate()).isEmpty();
    assertThat(plain.isIssued()).isFalse();
  }

  @Test
  void aCertificateIsKeptUnderItsSecretOrItsHost() {
    FrontRoute kept =
        route("a.example", "/", Optional.of(new IngressTls("cert", false, Optional.empty())));
    FrontRoute issued =
        route(
            "a.example",
            "/",
            Optional.of(new IngressTls(Optional.empty(), false, Optional.empty())));

    assertThat(kept.certificate()).contains("cert");
    assertThat(kept.isIssued()).isFalse();
    assertThat(issued.certificate()).contains("~a.example");
    assertThat(issued.isIssued()).isTrue();
    assertThat(IngressTls.issuedFor("~a.example")).contains("a.example");
    assertThat(IngressTls.issuedFor("cert")).isEmpty();
  }

  private static App app(String services, String rule) {
    return ManifestReader.read(
            "{name: shop, ingress: {hosts: [a.example]%s}, services: {%s}}"
                .formatted(rule, services))
        .drafts()
        .getFirst()
        .app();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop: {image: a}, db: {image: b} | '' | shop",
        "web: {image: a, ports: [80]}, db: {image: b} | '' | web",
        "web: {image: a, ports: [80]}, db: {image: b, ports: [53/udp]} | '' | web",
        "web: {image: a, links: [db]}, db: {image: b} | '' | web",
        "web: {image: a, ports: [80]}, db: {image: b, ports: [81]} | '' | ''",
        "web: {image: a}, db: {image: b} | '' | ''",
        "shop: {image: a}, db: {image: b} | ', service: db' | db",
        "shop: {image: a}, db: {image: b} | ', service: none' | ''",
      })
  void whoAnswersIsClearOrIsAsked(String services, String rule, String answering) {
    App app = app(services, rule);
    assertThat(app.ingress().rule().service(app).map(Service::name).orElse(""))
        .isEqualTo(answering);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ports: [80] | '' | 80",
        "ports: [80, 53/udp] | '' | 80",
        "expose: [81] | '' | 81",
        "expose: [81/udp], ports: [80] | '' | 80",
        "expose: [80], ports: ['8080:80'] | '' | 80",
        "ports: [80, 81] | '' | 0",
        "ports: [80, 81] | ', port: 81' | 81",
        "command: [a] | '' | 0",
      })
  void soIsThePort(String keys, String rule, int port) {
    App app = app("shop: {image: a, " + keys + "}", rule);
    assertThat(app.ingress().rule().port(app.service("shop")).orElse(0)).isEqualTo(port);
  }

  @Test
  void pathsAreWholeSegments() {
    App app = app("shop: {image: a}", ", paths: [/a/, /b//, /]");
    assertThat(app.ingress().rule().prefixes()).containsExactly("/a", "/b", "/");
    assertThat(IngressRule.NONE.prefixes()).containsExactly("/");
    assertThat(IngressRule.NONE.service(app)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8080:80, 8080:81, true",
    "8080:80, 8081:80, false",
    "8080:80, 8080:80/udp, false",
    "127.0.0.1:8080:80, 8080:80, true",
    "8080:80, 127.0.0.1:8080:80, true",
    "0.0.0.0:8080:80, 127.0.0.1:8080:80, true",
    "127.0.0.1:8080:80, 127.0.0.2:8080:80, false",
    "127.0.0.1:8080:80, 127.0.0.1:8080:81, true",
    "80, 80, false",
    "8080-8081:80, 8080:80, false",
  })
  void twoPortsCannotBeOne(String one, String other, boolean isClash) {
    Port first = port(one);
    Port second = port(other);
    assertThat(first.clashesWith(second)).isEqualTo(isClash);
    assertThat(second.clashesWith(first)).isEqualTo(isClash);
  }

  private static Port port(String text) {
    return ManifestReader.read("{name: shop, image: a, ports: ['" + text + "']}")
        .drafts()
        .getFirst()
        .app()
        .service("shop")
        .ports()
        .getFirst();
  }
}
