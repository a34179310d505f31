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
public final class Refusal {
  private static final int UNAVAILABLE = 503;

  private Refusal() {}

  static Future<Void> send(RoutingContext context, int code, String title, String detail) {
    String path = context.normalizedPath();
    if (path.startsWith("/apis") || path.equals("/api") || path.startsWith("/api/")) {
      return send(context, code, "application/json", status(code, title, detail));
    }
    return send(context, code, "application/problem+json", problem(code, title, detail));
  }

  /** 503: nobody's fault, and over by itself; a program knows it by a reason. */
  public static Future<Void> later(
      RoutingContext context, String detail, String reason, int retrySeconds) {
    context.response().putHeader("Retry-After", String.valueOf(retrySeconds));
    String path = context.normalizedPath();
    if (path.startsWith("/api")) {
      Map<String, Object> status = status(UNAVAILABLE, reason, detail);
      status.put("details", Map.of("retryAfterSeconds", retrySeconds));
      return send(context, UNAVAILABLE, "application/json", status);
    }
    Map<String, Object> problem = problem(UNAVAILABLE, "Service Unavailable", detail);
    problem.put("reason", reason);
    return send(context, UNAVAILABLE, "application/problem+json", problem);
  }

  private static Map<String, Object> problem(int code, String title, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", code);
    problem.put("detail", detail);
    return problem;
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
