package dev.berth.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie of a session, as far as it is believed. It is good for {@code /v1} alone, for clients
 * of Kubernetes know none.
 */
final class SessionCookie {
  static final String NAME = "berth-session";
  private static final String DOOR = "/v1/";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private SessionCookie() {}

  /** What it holds, where it counts. */
  static Optional<String> of(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    return path.startsWith(DOOR) && path.equals(request.path())
        ? Optional.ofNullable(request.getCookie(NAME)).map(Cookie::getValue)
        : Optional.empty();
  }

  /**
   * Whether a request is none that another page made the browser send: it reads, or the browser
   * says that it comes from Berth's own page. Over plain HTTP, and not from this machine, browsers
   * say so by Origin alone, which {@link OriginGate} has looked at. Another port of this host is
   * another page, though the same site, and gets the cookie.
   */
  static boolean isOwnPage(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean isOwn = site == null ? request.getHeader("Origin") != null : site.equals("same-origin");
    return isOwn || READING.contains(request.method().name());
  }
}
