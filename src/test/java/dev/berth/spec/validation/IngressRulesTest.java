package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.codec.AppReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that nobody could answer for are refused, with what to say instead. */
class IngressRulesTest {

  private static List<String> wrong(Map<String, ?> service, Map<String, ?> ingress) {
    Map<String, Object> app = new HashMap<>(Map.of("name", "shop", "image", "web:1"));
    app.putAll(service);
    app.put("ingress", ingress);
    return wrong(app);
  }

  private static List<String> wrong(Map<String, ?> app) {
    return SpecRules.check(AppReader.read(app), Set.of())
            instanceof Validated.Invalid<?>(List<Violation> violations)
        ? violations.stream().map(v -> v.path() + " " + v.message()).toList()
        : List.of();
  }

  private static List<String> wrongNames(Map<String, ?> ingress) {
    return wrong(Map.of("expose", List.of("80")), ingress);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shop.example",
        "shop.example:80",
        "http://shop.example",
        "*",
        "a.*.example",
        "10.0.0.1",
        "shop..example",
        "-shop.example",
        "shop.example/",
        "shop_1.example",
        ""
      })
  void aHostIsAName(String host) {
    List<String> wrong = wrongNames(Map.of("hosts", List.of(host)));

    assertThat(wrong).singleElement().asString().startsWith("ingress.hosts must be names such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "*.shop.example", "localhost", "xn--bcher-kva.example"})
  void goodNamesAreGood(String host) {
    assertThat(wrongNames(Map.of("hosts", host, "paths", List.of("/", "/api", "/a/b-c/"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "/a b", "/a\"b", "/a\\", "/a#b", "//", "/a?b=c", "/{x}"})
  void aPathIsAPath(String path) {
    assertThat(wrongNames(Map.of("hosts", "shop.example", "paths", path)))
        .singleElement()
        .asString()
        .startsWith("ingress.paths must be paths that begin with /");
  }

  @Test
  void whatIsOfNamesNeedsOne() {
    assertThat(wrongNames(Map.of("paths", "/api")))
        .singleElement()
        .asString()
        .startsWith("ingress.hosts is missing");
  }

  @Test
  void nothingIsSaidTwice() {
    assertThat(wrongNames(Map.of("hosts", List.of("a.example", "a.example"))))
        .containsExactly("ingress.hosts `a.example` is said twice");
  }

  @Test
  void somebodyHasToListen() {
    Map<String, ?> host = Map.of("hosts", "shop.example");

    assertThat(wrong(Map.of("ports", List.of("53:53/udp")), host))
        .singleElement()
        .asString()
        .startsWith("ingress.port is missing: `shop` declares no port of TCP");
    assertThat(wrong(Map.of("expose", List.of("80", "81")), host))
        .containsExactly("ingress.port is missing: say which of [80, 81] of `shop` answers");
    assertThat(wrong(Map.of("expose", List.of("80"), "network_mode", "host"), host))
        .singleElement()
        .asString()
        .startsWith("ingress.service `shop` has network_mode host");
  }

  @Test
  void whoAnswersIsClear() {
    Map<String, ?> web = Map.of("image", "web:1", "expose", List.of("80"));
    Map<String, Object> app = new HashMap<>(Map.of("name", "shop"));
    app.put("services", Map.of("web", web, "api", web));
    app.put("ingress", Map.of("hosts", "shop.example"));

    assertThat(wrong(app))
        .containsExactly("ingress.service is missing: say which of api, web answers");
    app.put("ingress", Map.of("hosts", "shop.example", "service", "wbe"));
    assertThat(wrong(app))
        .containsExactly(
            "ingress.service there is no service `wbe` in this app: say which of api, web answers");
    app.put("ingress", Map.of("hosts", "shop.example", "service", "web"));
    assertThat(wrong(app)).isEmpty();
  }

  @Test
  void aCertificateComesFromASecretOrFromAServer() {
    assertThat(wrongNames(Map.of("hosts", "a.example", "tls", Map.of("acme", true)))).isEmpty();
    assertThat(
            wrongNames(
                Map.of("hosts", "a.example", "tls", Map.of("acme", true, "secret", "shop-tls"))))
        .singleElement()
        .asString()
        .contains("ingress.tls.secret and acme exclude each other");
    assertThat(wrongNames(Map.of("hosts", "a.example", "tls", Map.of("acme", false))))
        .singleElement()
        .asString()
        .contains("ingress.tls.secret is missing", "acme: true");
  }

  @Test
  void noCertificateByHttpIsForNamesWithAStarOrTooLongForAFile() {
    assertThat(wrongNames(Map.of("hosts", "*.a.example", "tls", Map.of("acme", true))))
        .singleElement()
        .asString()
        .startsWith("ingress.tls.acme cannot be had for `*.a.example`");
    String long64 = "a".repeat(60) + ".";
    assertThat(
            wrongNames(Map.of("hosts", long64.repeat(4) + "example", "tls", Map.of("acme", true))))
        .singleElement()
        .asString()
        .startsWith("ingress.tls.acme is for hosts of at most 240");
  }

  @Test
  void nobodyNamesACertificateThatIsTheFrontDoors() {
    assertThat(wrongNames(Map.of("hosts", "a.example", "tls", Map.of("secret", "~b.example"))))
        .containsExactly("ingress.tls.secret `~b.example` is no name of a secret");
  }
}
