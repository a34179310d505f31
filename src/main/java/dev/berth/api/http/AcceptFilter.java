package dev.berth.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Turns away who would not understand any answer, before anything is done. */
public final class AcceptFilter {
  private static final Set<String> SPOKEN =
      Set.of(
          "*/*",
          "application/*",
          "text/*",
          "application/json",
          "application/problem+json",
          "application/yaml",
          "application/x-yaml",
          "text/yaml",
          "text/x-yaml",
          "text/plain",
          "application/x-ndjson",
          "text/event-stream",
          "application/octet-stream",
          "application/gzip",
          "application/x-tar");

  @ServerRequestFilter
  public Optional<Response> check(ContainerRequestContext request) {
    return request.getUriInfo().getPath().startsWith("/v1/") && !isUnderstood(request)
        ? Optional.of(
            ProblemMapping.answer(
                ProblemDetails.of(
                    406, "Not Acceptable", "answers are application/json or application/yaml")))
        : Optional.empty();
  }

  private static boolean isUnderstood(ContainerRequestContext request) {
    try {
      return request.getAcceptableMediaTypes().stream()
          .anyMatch(type -> SPOKEN.contains(bare(type)));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String bare(MediaType type) {
    return type.getType() + "/" + type.getSubtype();
  }
}
