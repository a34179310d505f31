package dev.berth.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a browser sends for another site, before anything else is looked at: requests to
 * a host name that is not Berth's (DNS rebinding), and requests from pages of other origins; and
 * requests that can be read in two ways.
 */
@ApplicationScoped
class OriginGate {
  /** Before authentication, whose priority is 200. */
  private static final int FIRST = 1000;

  private static final int BAD_REQUEST = 400;
  private static final int MISDIRECTED = 421;
  private static final int FORBIDDEN = 403;

  private final AllowedOrigins allowedOrigins;

  OriginGate(AllowedOrigins allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    RequestHead head = RequestHead.of(request);
    Optional<String> fault = head.fault();
    if (fault.isPresent()) {
      malformed(context, fault.get());
    } else if (!allowedOrigins.isOurs(head.host())) {
      Refusal.send(
          context,
          MISDIRECTED,
          "Misdirected Request",
          "`" + head.host() + "` is no name of this Berth; if it is, add it to berth.hosts");
    } else if (isForeign(request, head.host())) {
      Refusal.send(
          context,
          FORBIDDEN,
          "Forbidden",
          "a page of another site may not use this Berth; if it may, add its origin to"
              + " berth.origins");
    } else {
      context.next();
    }
  }

  /** What follows on the connection may be part of this request's body: nothing more is read. */
  private static void malformed(RoutingContext context, String fault) {
    HttpServerRequest request = context.request();
    boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
    if (!isHttp2) {
      context.response().putHeader("Connection", "close");
    }
    Refusal.send(context, BAD_REQUEST, "Bad Request", fault)
        .onComplete(sent -> {
          if (!isHttp2) {
            request.connection().close();
          }
        });
  }

  private boolean isForeign(HttpServerRequest request, String host) {
    @Nullable String origin = request.getHeader("Origin");
    if (origin != null) {
      return !allowedOrigins.mayCall(origin, host);
    }
    // A link on another site may lead here; a script or form of one may not.
    boolean crossSite = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    boolean link =
        "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
            && request.method().name().equals("GET");
    return crossSite && !link;
  }
}
