package dev.berth.kube;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends a request with a {@code Status}, as the Kubernetes API has errors. */
final class KubeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int TOO_MANY_REQUESTS = 429;

  private final int code;
  private final String reason;
  private final transient Map<String, Object> details;

  KubeException(int code, String reason, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.details = new LinkedHashMap<>(details);
  }

  static KubeException of(int code, String reason, String message) {
    return new KubeException(code, reason, message, Map.of());
  }

  static KubeException bad(String message) {
    return of(400, "BadRequest", message);
  }

  static KubeException notFound(ApiResource apiResource, String name) {
    return new KubeException(
        404,
        "NotFound",
        apiResource.plural() + ".berth.dev \"" + name + "\" not found",
        details(apiResource, name, List.of()));
  }

  static KubeException conflict(ApiResource apiResource, String name, String message) {
    return new KubeException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + apiResource.plural()
            + ".berth.dev \""
            + name
            + "\": "
            + message,
        details(apiResource, name, List.of()));
  }

  static KubeException gone(String message) {
    return of(410, "Expired", message);
  }

  static Map<String, Object> details(ApiResource apiResource, String name, List<?> causes) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", name);
    details.put("group", ApiResource.GROUP);
    details.put("kind", apiResource.plural());
    if (!causes.isEmpty()) {
      details.put("causes", causes);
    }
    return details;
  }

  int code() {
    return code;
  }

  Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Failure");
    status.put("message", getMessage());
    status.put("reason", reason);
    if (!details.isEmpty()) {
      status.put("details", details);
    }
    status.put("code", code);
    return status;
  }
}
