package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * One name at the front door, and who answers for it.
 *
 * @param host in lower case; one label may be a star, the first
 * @param path what requests begin with, whole segments
 * @param isH2 whether it speaks HTTP/2 from the first byte on, as gRPC does
 * @param tls how it is answered with TLS
 */
public record FrontRoute(
    String host, String path, String app, String service, boolean isH2, Optional<IngressTls> tls) {
  private static final String WILD = "*.";

  /** Words of a line, without TLS and with it. */
  private static final int PLAIN = 5;

  private static final int SECURE = 8;

  /** What two apps cannot both have. */
  public String claim() {
    return host + path;
  }

  /** Whether it is good for every label in front of the rest. */
  public boolean isWild() {
    return host.startsWith(WILD);
  }

  /** The host without its star. */
  public String domain() {
    return isWild() ? host.substring(WILD.length()) : host;
  }

  /** Under which name its certificate is kept among secrets. */
  public Optional<String> certificate() {
    return tls.map(how -> how.certificate(host));
  }

  /** Whether its certificate comes by ACME. */
  public boolean isIssued() {
    return tls.filter(IngressTls::isIssued).isPresent();
  }

  /** One line, that {@link #parsed} reads. */
  public String text() {
    String plain = String.join(" ", host, path, app, service, isH2 ? "h2" : "http");
    return tls.map(how ->
            String.join(
                " ",
                plain,
                how.certificate(host),
                Boolean.toString(how.redirect()),
                Long.toString(how.hsts().orElse(Duration.ZERO).toSeconds())))
        .orElse(plain);
  }

  /** What a line says; empty where it is none of these. */
  public static Optional<FrontRoute> parsed(String line) {
    String[] words = line.strip().split(" ", -1);
    if (words.length != PLAIN && words.length != SECURE) {
      return Optional.empty();
    }
    return Optional.of(
        new FrontRoute(words[0], words[1], words[2], words[3], words[4].equals("h2"), tls(words)));
  }

  private static Optional<IngressTls> tls(String[] words) {
    return words.length == PLAIN
        ? Optional.empty()
        : Optional.of(
            new IngressTls(
                Optional.of(words[5]).filter(name -> IngressTls.issuedFor(name).isEmpty()),
                Boolean.parseBoolean(words[6]),
                Optional.of(Duration.ofSeconds(Long.parseLong(words[7])))
                    .filter(time -> !time.isZero())));
  }
}
