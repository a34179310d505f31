package dev.berth.plan;

import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.Holders;
import dev.berth.spec.Ingress;
import dev.berth.spec.IngressTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file of the front door, in HAProxy's words: which holder gets a request, by host and longest
 * path. It names holders by what they are called on the inner network, which the engine's resolver
 * follows, so that only another route is another file.
 */
final class FrontFile {
  /** In front of many apps; with both sides of each it stays below 20,000 descriptors. */
  private static final int MAX_CONNECTIONS = 8_000;

  /** An older worker keeps what is open in it, such as WebSockets, for as long as they may last. */
  private static final Duration LONGEST_STAY = Duration.ofHours(24);

  /** The exact name before one with a star, the longer star before the shorter; then by path. */
  private static final Comparator<FrontRoute> MOST_EXACT_FIRST =
      Comparator.comparingInt((FrontRoute route) -> route.isWild() ? 1 : 0)
          .thenComparingInt(route -> -route.domain().length())
          .thenComparing(FrontRoute::host)
          .thenComparingInt(route -> -route.path().length())
          .thenComparing(FrontRoute::path);

  /** Tokens have no other characters (RFC 8555, section 8.3). */
  private static final String CHALLENGE = "^/[.]well-known/acme-challenge/[A-Za-z0-9_-]+$";

  private final List<FrontRoute> routes;
  private final SortedMap<String, FileSource> certificates;
  private final int httpsPort;
  private final Optional<String> thumbprint;
  private final String mark;
  private final String body;

  /** For the front door as it is declared. */
  FrontFile(App front) {
    this.httpsPort = Front.httpsPort(front);
    this.certificates = new TreeMap<>(front.secrets());
    this.thumbprint = Front.thumbprint(front);
    this.routes = Front.routes(front).stream().sorted(MOST_EXACT_FIRST).toList();
    this.mark = Fingerprint.of(new TreeMap<>(Map.of("file", body("")))).substring("v1:".length());
    this.body = body(mark);
  }

  /** The whole: to a running door any change is another structure. */
  HolderFile file() {
    return new HolderFile(RotationFile.MARK + mark + "\n" + body, mark, mark, List.of());
  }

  /** Says of two files, and of a file and a worker, whether they are the same. */
  String mark() {
    return mark;
  }

  private String body(String description) {
    Ingress ingress = Ingress.DEFAULT.withMaxConnections(MAX_CONNECTIONS);
    List<String> lines = new ArrayList<>(HolderText.globals(ingress, description, LONGEST_STAY));
    lines.addAll(HolderText.defaults(false));
    lines.addAll(http());
    if (!certificates.isEmpty()) {
      lines.addAll(https());
    }
    lines.add("backend to-https");
    lines.add("  mode http");
    lines.add(
        "  http-request redirect location https://%[var(txn.host)]"
            + (httpsPort == Front.Address.USUAL.https() ? "" : ":" + httpsPort)
            + "%[pathq] code 308");
    lines.add("backend nowhere");
    lines.add("  mode http");
    lines.add(
        answer("http-request return status 404", "Berth: no app here has this name and path"));
    routes.stream()
        .collect(Collectors.groupingBy(FrontFile::backend, TreeMap::new, Collectors.toList()))
        .forEach((name, some) -> lines.addAll(backend(name, some.getFirst())));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> http() {
    List<String> lines = new ArrayList<>(frontend("http", "bind :" + Front.HTTP));
    lines.addAll(challenges());
    routes.forEach(route ->
        lines.add(
            "  use_backend "
                + (isRedirected(route) ? "to-https" : backend(route))
                + " if "
                + match(route)));
    lines.add("  default_backend nowhere");
    return lines;
  }

  /** Proof for servers of ACME that these hosts are those of Berth's account. */
  private List<String> challenges() {
    return thumbprint.stream()
        .flatMap(text ->
            routes.stream()
                .filter(FrontRoute::isIssued)
                .map(FrontRoute::host)
                .distinct()
                .map(host ->
                    "  http-request return status 200 content-type text/plain lf-string"
                        + " \"%[path,field(4,/)]."
                        + text
                        + "\" if { var(txn.host) -m str "
                        + host
                        + " } { path_reg "
                        + CHALLENGE
                        + " }"))
        .toList();
  }

  /** A name whose first certificate is still to come is answered as it can be. */
  private boolean isRedirected(FrontRoute route) {
    return route.tls().filter(IngressTls::redirect).isPresent()
        && (!route.isIssued()
            || route.certificate().filter(certificates.keySet()::contains).isPresent());
  }

  /** All names, if there is a certificate for them: a handshake for another is refused. */
  private List<String> https() {
    StringBuilder bind = new StringBuilder("bind :" + Front.HTTPS + " ssl");
    certificates.keySet().forEach(name -> bind.append(" crt ").append(path(name)));
    bind.append(" strict-sni ssl-min-ver TLSv1.2 alpn h2,http/1.1");
    List<String> lines = new ArrayList<>(frontend("https", bind.toString()));
    // A renewed certificate is another file.
    certificates.forEach((name, source) ->
        lines.add(
            "  # " + name + (source instanceof FileSource.Kept kept ? " " + kept.digest() : "")));
    routes.forEach(route -> lines.add("  use_backend " + backend(route) + " if " + match(route)));
    lines.add("  default_backend nowhere");
    return lines;
  }

  /** Where a certificate lies in the front door's container. */
  static String path(String certificate) {
    return "/usr/local/etc/haproxy/" + certificate + ".pem";
  }

  private static List<String> frontend(String name, String bind) {
    return List.of(
        "frontend " + name,
        "  mode http",
        "  " + bind,
        "  option idle-close-on-response",
        "  timeout http-request 30s",
        "  http-request set-var(txn.host) req.hdr(host),field(1,:),lower",
        "  http-request set-var(txn.domain) var(txn.host),field(2,.,0)",
        "  http-request set-header X-Forwarded-For %[src]",
        "  http-request set-header X-Forwarded-Host %[req.hdr(host)]",
        "  http-request set-header X-Forwarded-Proto " + name,
        "  http-request del-header Forwarded");
  }

  private static String match(FrontRoute route) {
    String host =
        route.isWild()
            ? "{ var(txn.domain) -m str " + route.domain() + " }"
            : "{ var(txn.host) -m str " + route.host() + " }";
    return route.path().equals("/")
        ? host
        : host
            + " { path "
            + route.path()
            + " } or "
            + host
            + " { path_beg "
            + route.path()
            + "/ }";
  }

  private static String backend(FrontRoute route) {
    return "to-" + route.service() + "." + route.app();
  }

  private static List<String> backend(String name, FrontRoute route) {
    List<String> lines = new ArrayList<>(List.of("backend " + name, "  mode http"));
    route
        .tls()
        .flatMap(IngressTls::hsts)
        .ifPresent(time ->
            lines.add(
                "  http-response set-header Strict-Transport-Security max-age="
                    + time.toSeconds()
                    + " if { ssl_fc }"));
    lines.add(
        answer(
            "http-error status 503", "Berth: app " + route.app() + " has nobody who could answer"));
    lines.add(
        "  server holder "
            + Front.alias(route.app(), route.service())
            + ":"
            + Holders.FRONT_LISTEN
            + " send-proxy-v2 check check-send-proxy inter 500ms fall 6 rise 1 resolvers engine"
            + " resolve-prefer ipv4 init-addr libc,none"
            + (route.isH2() ? " proto h2" : ""));
    return lines;
  }

  private static String answer(String how, String text) {
    return "  " + how + " content-type text/plain string \"" + text + "\\n\"";
  }
}
