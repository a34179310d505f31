package dev.berth.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that a credential was given for. It goes there and nowhere else, however a redirect, a
 * link, a challenge or a change of settings asks for it; and it never goes in the clear to who was
 * meant to get it sealed.
 *
 * @param scheme {@code https}, {@code http} or {@code ssh}
 * @param host in lower case
 */
public record BoundHost(String scheme, String host, int port) {
  private static final Map<String, Integer> PORTS = Map.of("https", 443, "http", 80, "ssh", 22);
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>https?|ssh)://(?:[^@/?#\\\\]*@)?(?<host>\\[[0-9a-f:.]+\\]|[^:/?#@\\\\\\s]+)"
              + "(?::(?<port>\\d{1,5}))?(?:[/?#].*)?");
  private static final Pattern SCP = Pattern.compile("[^@/:\\s]+@(?<host>[^@/:\\s]+):.*");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]");
  private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|\\[.*");

  /** That of a URL, or of {@code user@host:path}; empty where a text names no server. */
  public static Optional<BoundHost> of(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    Matcher url = URL.matcher(low);
    if (url.matches()) {
      String scheme = url.group("scheme");
      int port =
          url.group("port") == null
              ? PORTS.getOrDefault(scheme, 0)
              : Integer.parseInt(url.group("port"));
      return Optional.of(new BoundHost(scheme, bare(url.group("host")), port));
    }
    Matcher scp = SCP.matcher(low);
    return scp.matches()
        ? Optional.of(new BoundHost("ssh", bare(scp.group("host")), 22))
        : Optional.empty();
  }

  private static String bare(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Whether what was given for this server may be sent to where a text leads. */
  public boolean accepts(String other) {
    return of(other).filter(this::accepts).isPresent();
  }

  private boolean accepts(BoundHost other) {
    boolean isRaised = isPlain() && other.scheme.equals("https") && port == 80 && other.port == 443;
    return host.equals(other.host)
        && (isRaised || (scheme.equals(other.scheme) && port == other.port));
  }

  /**
   * Likewise of a server that hands out tokens for this one ({@code realm}): the same host, or one
   * of the same domain, as {@code auth.docker.io} is for {@code registry-1.docker.io}; all names of
   * this machine are one.
   */
  public boolean acceptsRealm(String other) {
    return of(other)
        .filter(realm -> !realm.isPlain() || isPlain())
        .filter(realm -> owner(realm.host).equals(owner(host)))
        .isPresent();
  }

  /** Every name of this machine is one owner's. */
  private static String owner(String host) {
    return LOOPBACK.matcher(host).matches() ? "localhost" : domain(host);
  }

  private boolean isPlain() {
    return scheme.equals("http");
  }

  /** The part of a name that one owner has; three labels under such as {@code co.uk}. */
  private static String domain(String host) {
    List<String> labels = List.of(host.split("\\.", -1));
    int size = labels.size();
    if (ADDRESS.matcher(host).matches() || size < 3) {
      return host;
    }
    boolean isOfCountry = labels.get(size - 1).length() == 2 && labels.get(size - 2).length() <= 3;
    return String.join(".", labels.subList(size - (isOfCountry ? 3 : 2), size));
  }

  @Override
  public String toString() {
    return scheme + "://" + host + (PORTS.getOrDefault(scheme, 0) == port ? "" : ":" + port);
  }
}
