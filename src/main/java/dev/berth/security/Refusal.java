package dev.berth.security;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A problem answer (RFC 9457) given before any door is reached. */
final class Refusal {
  private Refusal() {}

  static Future<Void> send(RoutingContext context, int code, String title, String detail) {
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", code)
            .put("detail", detail);
    return context
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "application/problem+json")
        .end(problem.encode());
  }
}
