package dev.berth.kube;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Errors that were not made at this door leave by it as a {@code Status} all the same. */
public final class StatusFilter {
  private static final String PROBLEM = "problem+json";
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

  @ServerResponseFilter
  public void translate(ContainerRequestContext request, ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    if (isHere(request.getUriInfo().getPath())
        && type != null
        && type.getSubtype().equals(PROBLEM)
        && response.getEntity() instanceof String problem) {
      Map<String, Object> tree = KubeJson.tree(problem);
      KubeException status =
          new KubeException(
              response.getStatus(),
              reason(response.getStatus()),
              KubeObjects.text(tree, "detail"),
              details(response));
      response.setEntity(
          KubeJson.text(status.status()), new java.lang.annotation.Annotation[0], JSON);
      response.getHeaders().putSingle("Content-Type", JSON);
    }
  }

  /** Clients of Kubernetes look for the time to wait in here as well. */
  private static Map<String, Object> details(ContainerResponseContext response) {
    String seconds = String.valueOf(response.getHeaderString(HttpHeaders.RETRY_AFTER));
    return seconds.matches("\\d{1,9}")
        ? Map.of("retryAfterSeconds", Integer.valueOf(seconds))
        : Map.of();
  }

  static boolean isHere(String path) {
    return path.equals("/api") || path.startsWith("/api/") || path.startsWith("/apis");
  }

  private static String reason(int code) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 406 -> "NotAcceptable";
      case 409 -> "Conflict";
      case 410 -> "Expired";
      case 413 -> "RequestEntityTooLarge";
      case 415 -> "UnsupportedMediaType";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> "InternalError";
    };
  }
}
