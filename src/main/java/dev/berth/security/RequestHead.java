package dev.berth.security;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a request as every reader of it has to understand it: one host, one length, one
 * login. What two readers could take for different things is a fault (RFC 9110, 7.2; RFC 9112, 3.2
 * and 6.1; RFC 9113, 8.3.1).
 *
 * @param authority that of HTTP/2; absent in HTTP/1, which has a Host header for it
 * @param target as it was sent, a path with its query
 */
record RequestHead(
    HttpVersion version, Optional<String> authority, String target, MultiMap headers) {
  private static final String HOST = "Host";

  /** A name, an address, or an address of six in brackets; then perhaps a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253})|\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\])(?::\\d{0,5})?");

  /** Those that say something else the second time. */
  private static final List<String> ONCE =
      List.of(HOST, "Authorization", "Origin", "Content-Length", "Content-Type", "Cookie");

  static RequestHead of(HttpServerRequest request) {
    Optional<String> authority =
        request.version() == HttpVersion.HTTP_2
            ? Optional.ofNullable(request.authority(true)).map(Object::toString)
            : Optional.empty();
    return new RequestHead(request.version(), authority, request.uri(), request.headers());
  }

  /** Whom it is for; empty where a request of HTTP/1.0 does not say. */
  String host() {
    return authority.or(() -> Optional.ofNullable(headers.get(HOST))).orElse("");
  }

  /** What is wrong with it, or empty. */
  Optional<String> fault() {
    for (String name : ONCE) {
      boolean isSplit = name.equals("Cookie") && version == HttpVersion.HTTP_2;
      if (headers.getAll(name).size() > 1 && !isSplit) {
        return Optional.of("there are two " + name + " headers; send one");
      }
    }
    return hostFault().or(this::targetFault).or(this::framingFault);
  }

  private Optional<String> hostFault() {
    String host = host();
    Optional<String> second = authority.map(name -> headers.get(HOST));
    if (second.isPresent() && !second.get().equalsIgnoreCase(host)) {
      return Optional.of(":authority and Host name two hosts; send one");
    }
    if (host.isEmpty()) {
      return version == HttpVersion.HTTP_1_0
          ? Optional.empty()
          : Optional.of("there is no Host; say for whom the request is");
    }
    return AUTHORITY.matcher(host).matches()
        ? Optional.empty()
        : Optional.of("`" + host + "` is no host name or address");
  }

  /** A whole URL is for proxies, and names a host again. */
  private Optional<String> targetFault() {
    return target.startsWith("/") || target.equals("*")
        ? Optional.empty()
        : Optional.of("the request's target must be a path");
  }

  private Optional<String> framingFault() {
    List<String> codings = headers.getAll("Transfer-Encoding");
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    boolean isChunked =
        version == HttpVersion.HTTP_1_1
            && codings.size() == 1
            && codings.getFirst().toLowerCase(Locale.ROOT).equals("chunked");
    return !isChunked
        ? Optional.of("Transfer-Encoding may only be `chunked`, once, and in HTTP/1.1")
        : headers.contains("Content-Length")
            ? Optional.of("there are both Transfer-Encoding and Content-Length; send one")
            : Optional.empty();
  }
}
