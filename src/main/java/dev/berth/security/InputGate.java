package dev.berth.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns away headers that the framework's own readers stumble over. */
@ApplicationScoped
class InputGate {
  /** After the origin gate. */
  private static final int EARLY = 950;

  private static final int NOT_ACCEPTABLE = 406;
  private static final int UNSUPPORTED = 415;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Media ranges with commas between; what is after a semicolon may be anything. */
  private static final Pattern MEDIA_TYPES =
      Pattern.compile(
          "\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;[^,]*)?(,\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;[^,]*)?)*");

  void register(@Observes Filters filters) {
    filters.register(InputGate::check, EARLY);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!isReadable(request.getHeader("Accept"))) {
      Refusal.send(
          context,
          NOT_ACCEPTABLE,
          "Not Acceptable",
          "the Accept header names no media types; answers are application/json or"
              + " application/yaml");
    } else if (!READING.contains(request.method().name())
        && !isReadable(request.getHeader("Content-Type"))) {
      Refusal.send(
          context,
          UNSUPPORTED,
          "Unsupported Media Type",
          "the Content-Type header names no media type; send application/yaml or"
              + " application/json");
    } else {
      context.next();
    }
  }

  private static boolean isReadable(@Nullable String header) {
    return header == null || header.equals("*") || MEDIA_TYPES.matcher(header).matches();
  }
}
