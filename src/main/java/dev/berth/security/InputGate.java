package dev.berth.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns away headers that the framework's own readers stumble over. */
@ApplicationScoped
class InputGate {
  /** After the origin gate. */
  private static final int EARLY = 950;

  private static final int NOT_ACCEPTABLE = 406;

  /** Media ranges with commas between; what is after a semicolon may be anything. */
  private static final Pattern ACCEPT =
      Pattern.compile(
          "\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;[^,]*)?(,\\s*[^\\s/;,]+/[^\\s/;,]+\\s*(;[^,]*)?)*");

  void register(@Observes Filters filters) {
    filters.register(this::check, EARLY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    @Nullable String accept = request.getHeader("Accept");
    if (accept == null
        || accept.isBlank()
        || accept.equals("*")
        || ACCEPT.matcher(accept).matches()) {
      context.next();
      return;
    }
    Refusal.send(
        context,
        NOT_ACCEPTABLE,
        "Not Acceptable",
        "the Accept header names no media types; answers are application/json or application/yaml");
  }
}
