package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.IngressTls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests go to who has their name: the most exact host, and then the longest path. */
class FrontFileTest {
  private static final FrontRoute SHOP = route("shop.example", "/", "web");
  private static final FrontRoute API = route("shop.example", "/api", "api");
  private static final FrontRoute ANY = route("*.shop.example", "/", "web");
  private static final FrontRoute NARROW = route("*.eu.shop.example", "/", "web");

  private static FrontRoute route(String host, String path, String service) {
    return new FrontRoute(host, path, "shop", service, false, Optional.empty());
  }

  private static FrontFile file(FrontRoute... routes) {
    return new FrontFile(
        Front.app(Front.Address.USUAL, List.of(routes), Set.of(), Optional.empty()));
  }

  private static String section(String text, String name) {
    return text.lines()
        .dropWhile(line -> !line.equals(name))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theMostExactNameIsAskedFirst() {
    String frontend = section(file(ANY, SHOP, NARROW, API).file().text(), "frontend http");

    assertThat(frontend)
        .isEqualTo(
            """
              mode http
              bind :20080
              option idle-close-on-response
              timeout http-request 30s
              http-request set-var(txn.host) req.hdr(host),field(1,:),lower
              http-request set-var(txn.domain) var(txn.host),field(2,.,0)
              http-request set-header X-Forwarded-For %[src]
              http-request set-header X-Forwarded-Host %[req.hdr(host)]
              http-request set-header X-Forwarded-Proto http
              http-request del-header Forwarded
              use_backend to-api.shop if { var(txn.host) -m str shop.example } { path /api } or { var(txn.host) -m str shop.example } { path_beg /api/ }
              use_backend to-web.shop if { var(txn.host) -m str shop.example }
              use_backend to-web.shop if { var(txn.domain) -m str eu.shop.example }
              use_backend to-web.shop if { var(txn.domain) -m str shop.example }
              default_backend nowhere\
            """);
  }

  @Test
  void aBackendIsTheHolderOfItsService() {
    assertThat(section(file(SHOP).file().text(), "backend to-web.shop"))
        .isEqualTo(
            """
              mode http
              http-error status 503 content-type text/plain string "Berth: app shop has nobody who could answer\\n"
              server holder web.shop.berth-front:19999 send-proxy-v2 check check-send-proxy inter 500ms fall 6 rise 1 resolvers engine resolve-prefer ipv4 init-addr libc,none\
            """);
  }

  @Test
  void whoSpeaksHttp2IsSpokenToInIt() {
    FrontRoute grpc = new FrontRoute("rpc.example", "/", "rpc", "web", true, Optional.empty());

    assertThat(section(file(grpc).file().text(), "backend to-web.rpc")).endsWith(" proto h2");
  }

  @Test
  void theOrderOfNamesIsNoOtherFile() {
    assertThat(file(SHOP, API).mark()).isEqualTo(file(API, SHOP).mark());
    assertThat(file(SHOP).mark()).isNotEqualTo(file(SHOP, API).mark());
  }

  private static FrontRoute secure(String host, boolean redirect) {
    return new FrontRoute(
        host,
        "/",
        "shop",
        "web",
        false,
        Optional.of(new IngressTls("tls", redirect, Optional.of(Duration.ofDays(1)))));
  }

  private static App front(FrontRoute route, String digest) {
    App front = Front.app(Front.Address.USUAL, List.of(route), Set.of("tls"), Optional.empty());
    return front.withFiles(
        new TreeMap<>(Map.of("tls", new FileSource.Kept("tls", digest))), front.configs());
  }

  @Test
  void whoWantsTlsIsSentThere() {
    String text = new FrontFile(front(secure("shop.example", true), "d1")).file().text();

    assertThat(section(text, "frontend http"))
        .contains("use_backend to-https if { var(txn.host) -m str shop.example }");
    assertThat(section(text, "frontend https"))
        .startsWith(
            "  mode http\n  bind :20443 ssl crt /usr/local/etc/haproxy/tls.pem strict-sni"
                + " ssl-min-ver TLSv1.2 alpn h2,http/1.1\n")
        .contains("set-header X-Forwarded-Proto https", "use_backend to-web.shop if");
    assertThat(section(text, "backend to-web.shop"))
        .contains("Strict-Transport-Security max-age=86400 if { ssl_fc }");
    assertThat(section(text, "backend to-https"))
        .contains("location https://%[var(txn.host)]%[pathq] code 308");
  }

  @Test
  void aRenewedCertificateIsAnotherFile() {
    FrontRoute route = secure("shop.example", false);

    assertThat(new FrontFile(front(route, "d1")).mark())
        .isNotEqualTo(new FrontFile(front(route, "d2")).mark());
  }

  private static final FrontRoute ISSUED =
      new FrontRoute(
          "shop.example",
          "/",
          "shop",
          "web",
          false,
          Optional.of(new IngressTls(Optional.empty(), true, Optional.empty())));

  private static String issued(Set<String> certificates) {
    List<FrontRoute> routes = List.of(ISSUED, route("blog.example", "/", "web"));
    Optional<String> thumbprint = Optional.of("print");
    return new FrontFile(Front.app(Front.Address.USUAL, routes, certificates, thumbprint))
        .file()
        .text();
  }

  /** Of all tokens, so that no challenge is another file; before anybody is sent to TLS. */
  @Test
  void hostsThatAreToHaveCertificatesProveThemselves() {
    assertThat(section(issued(Set.of("~shop.example")), "frontend http"))
        .containsSubsequence(
            "http-request return status 200 content-type text/plain lf-string"
                + " \"%[path,field(4,/)].print\" if { var(txn.host) -m str shop.example }"
                + " { path_reg ^/[.]well-known/acme-challenge/[A-Za-z0-9_-]+$ }",
            "use_backend to-https if { var(txn.host) -m str shop.example }")
        .doesNotContain("-m str blog.example } { path_reg");
  }

  @Test
  void untilItsCertificateIsThereANameIsAnsweredWithoutTls() {
    assertThat(section(issued(Set.of()), "frontend http"))
        .contains("use_backend to-web.shop if { var(txn.host) -m str shop.example }");
    assertThat(issued(Set.of())).doesNotContain("frontend https");
  }

  @Test
  void aRouteIsReadAsItWasWritten() {
    assertThat(FrontRoute.parsed(ISSUED.text())).contains(ISSUED);
    assertThat(FrontRoute.parsed(secure("a.example", false).text()))
        .contains(secure("a.example", false));
  }

  @Test
  void withoutAGoodCertificateNobodySpeaksTls() {
    assertThat(file(secure("shop.example", true)).file().text()).doesNotContain("frontend https");
  }
}
