package dev.berth.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns away headers that the framework's own readers stumble over. Of an {@code Accept} that can
 * be read in part, that part counts.
 */
@ApplicationScoped
class RequestLimits {
  /** After the origin gate. */
  private static final int EARLY = 950;

  private static final int NOT_ACCEPTABLE = 406;
  private static final int UNSUPPORTED = 415;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What is after a semicolon may be anything. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;.*)?");

  void register(@Observes Filters filters) {
    filters.register(RequestLimits::check, EARLY);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String accept = request.getHeader("Accept");
    String readable = accept == null || accept.equals("*") ? "*/*" : readable(accept);
    if (readable.isEmpty()) {
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
      if (accept != null && !readable.equals(accept)) {
        request.headers().set("Accept", readable);
      }
      context.next();
    }
  }

  /** The media ranges of a header, without what is none. */
  private static String readable(String header) {
    return Arrays.stream(header.split(",", -1))
        .filter(part -> MEDIA_TYPE.matcher(part).matches())
        .collect(Collectors.joining(","));
  }

  private static boolean isReadable(@Nullable String header) {
    return header == null || MEDIA_TYPE.matcher(header).matches();
  }
}
