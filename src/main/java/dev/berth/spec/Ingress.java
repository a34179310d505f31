package dev.berth.spec;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How connections come from an app's fixed ports, and from the front door, to its replicas, where a
 * holder stands between.
 *
 * @param maxConnections at one time, over all ports of a service; more have to wait
 * @param proxyProtocol whether replicas are told the client's address, and in which form
 * @param sticky what keeps a client at one replica
 * @param inspectDelay how long a client may be silent before it counts as one that waits for the
 *     server to speak first; only where nobody said what is spoken
 * @param retry whether a GET that a dying replica left unanswered is asked again of another
 * @param image of HAProxy, in place of {@link #IMAGE}
 * @param rule names under which the front door answers for the app
 */
public record Ingress(
    int maxConnections,
    ProxyProtocol proxyProtocol,
    Sticky sticky,
    Duration inspectDelay,
    boolean retry,
    Optional<String> image,
    IngressRule rule) {
  /** The branch of HAProxy that is kept longest. */
  public static final String IMAGE = "haproxy:lts";

  /** HAProxy takes gigabytes without a bound (haproxy#2043); with this one it is a few MiB. */
  public static final int MAX_CONNECTIONS = 2000;

  /** Nothing said. */
  public static final Ingress DEFAULT =
      new Ingress(
          MAX_CONNECTIONS,
          ProxyProtocol.NONE,
          Sticky.NONE,
          Duration.ofMillis(100),
          true,
          Optional.empty(),
          IngressRule.NONE);

  /** In which form a replica is told the client's address. */
  public enum ProxyProtocol {
    NONE("false"),
    V1("v1"),
    V2("v2");

    private final String text;

    ProxyProtocol(String text) {
      this.text = text;
    }

    /** As manifests spell it. */
    public String text() {
      return text;
    }
  }

  /** What keeps a client at one replica. */
  public enum Sticky {
    NONE,
    COOKIE,
    SOURCE;

    /** As manifests spell it. */
    public String text() {
      return this == NONE ? "false" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** For more connections, or fewer. */
  public Ingress withMaxConnections(int most) {
    return new Ingress(most, proxyProtocol, sticky, inspectDelay, retry, image, rule);
  }

  /** The image, given or not. */
  public String reference() {
    return image.orElse(IMAGE);
  }
}
