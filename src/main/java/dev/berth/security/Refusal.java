package dev.berth.security;

import dev.berth.json.JsonTree;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

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
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", code);
    problem.put("detail", detail);
    return send(context, code, "application/problem+json", problem);
  }

  private static Map<String, Object> status(int code, String title, String detail) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Failure");
    status.put("message", detail);
    status.put("reason", title.replace(" ", ""));
    status.put("code", code);
    return status;
  }

  private static Future<Void> send(
      RoutingContext context, int code, String type, Map<String, Object> content) {
    return context
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", type)
        .end(JsonTree.write(content));
  }
}
