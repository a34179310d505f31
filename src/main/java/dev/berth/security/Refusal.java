package dev.berth.security;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * A problem answer (RFC 9457) given before any door is reached; where clients speak the Kubernetes
 * API, a {@code Status}.
 */
final class Refusal {
  private Refusal() {}

  static Future<Void> send(RoutingContext context, int code, String title, String detail) {
    String path = context.normalizedPath();
    if (path.startsWith("/apis") || path.equals("/api") || path.startsWith("/api/")) {
      return send(context, code, "application/json", status(code, title, detail));
    }
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", code)
            .put("detail", detail);
    return send(context, code, "application/problem+json", problem);
  }

  private static JsonObject status(int code, String title, String detail) {
    return new JsonObject()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("metadata", new JsonObject())
        .put("status", "Failure")
        .put("message", detail)
        .put("reason", title.replace(" ", ""))
        .put("code", code);
  }

  private static Future<Void> send(
      RoutingContext context, int code, String type, JsonObject content) {
    return context
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", type)
        .end(content.encode());
  }
}
