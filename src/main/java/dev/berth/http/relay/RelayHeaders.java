package dev.berth.http.relay;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Headers on their way through: all but those of one connection (RFC 9110, 7.6.1). */
final class RelayHeaders {
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host");

  private RelayHeaders() {}

  static boolean isUpgrade(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && request.headers().contains("Connection", "upgrade", true)
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null
        ? request.headers().contains("Transfer-Encoding") || !request.isEnded()
        : !length.strip().equals("0");
  }

  static void forward(HttpServerRequest from, HttpClientRequest to, URI leader, String relayedBy) {
    copy(from.headers(), to.headers());
    to.putHeader(LeaderRelay.RELAYED, relayedBy);
    // The origin was looked at here, and found to be this Berth's own or an allowed one.
    if (from.headers().contains("Origin")) {
      to.putHeader("Origin", leader.getScheme() + "://" + leader.getAuthority());
    }
    if (isUpgrade(from)) {
      to.putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
    }
  }

  static void back(HttpClientResponse from, HttpServerResponse to) {
    copy(from.headers(), to.headers());
    if (from.statusCode() == 101) {
      to.putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
    } else if (!from.headers().contains("Content-Length") && mayHaveBody(from.statusCode())) {
      to.setChunked(true);
    }
  }

  private static boolean mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private static void copy(MultiMap from, MultiMap to) {
    from.forEach((name, value) -> {
      if (!name.startsWith(":") && !OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        to.add(name, value);
      }
    });
  }
}
