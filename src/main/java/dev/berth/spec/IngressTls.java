package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How the front door speaks TLS for an app.
 *
 * @param secret that holds certificate, chain and key, PEM; where absent, Berth has a certificate
 *     made for each host by ACME (RFC 8555)
 * @param redirect whether who comes without TLS is sent to the address with it
 * @param hsts for how long browsers are to come with TLS only ({@code Strict-Transport-Security})
 */
public record IngressTls(Optional<String> secret, boolean redirect, Optional<Duration> hsts) {
  /** No secret of a user's can be called so, and no host either. */
  private static final String ISSUED = "~";

  /** The file of HAProxy that holds a certificate bears its host's name. */
  public static final int LONGEST_HOST = 240;

  /** By a secret. */
  public IngressTls(String secret, boolean redirect, Optional<Duration> hsts) {
    this(Optional.of(secret), redirect, hsts);
  }

  /** Whether certificates come by ACME. */
  public boolean isIssued() {
    return secret.isEmpty();
  }

  /** Under which name the certificate for a host is kept among secrets. */
  public String certificate(String host) {
    return secret.orElse(ISSUED + host);
  }

  /** The host of a certificate that came by ACME; empty for a secret of a user's. */
  public static Optional<String> issuedFor(String certificate) {
    return certificate.startsWith(ISSUED)
        ? Optional.of(certificate.substring(ISSUED.length()))
        : Optional.empty();
  }
}
