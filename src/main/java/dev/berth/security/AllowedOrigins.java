package dev.berth.security;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that this Berth answers to, and the sites whose pages may call it.
 *
 * <p>Addresses written as numbers are always good: rebinding needs a name that an attacker's name
 * server answers for.
 */
public final class AllowedOrigins {
  private final Set<String> hosts;
  private final Set<String> allowed;

  /**
   * Answers to {@code localhost} and these.
   *
   * @param hosts names without port; {@code *} for all
   * @param allowed origins such as {@code https://desk.example}
   */
  public AllowedOrigins(List<String> hosts, List<String> allowed) {
    this.hosts = new TreeSet<>(hosts.stream().map(AllowedOrigins::lower).toList());
    this.allowed = new TreeSet<>(allowed.stream().map(AllowedOrigins::lower).toList());
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the text of a Host header is a name of this Berth. */
  boolean isOurs(String header) {
    String name = name(lower(header));
    return name.isEmpty()
        || isAddress(name)
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || hosts.contains(name)
        || hosts.contains("*");
  }

  /** Whether a page of that origin may call this Berth under that Host. */
  boolean mayCall(String origin, String host) {
    return allowed.contains(lower(origin)) || isOf(origin, host);
  }

  /** Whether a page of that origin is one of what answers under that Host. */
  static boolean isOf(String origin, String host) {
    return authority(lower(origin)).filter(lower(host)::equals).isPresent();
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String name(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 || !host.substring(end + 1).matches("(:\\d*)?")
          ? host
          : host.substring(0, end + 1);
    }
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isAddress(String name) {
    return name.matches("\\[[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*\\]")
        || name.matches("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  }
}
