package dev.berth.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers {@code OPTIONS} with the methods of that very path, of all doors; the framework's own
 * answer names those of its neighbours too.
 */
public final class OptionsFilter {
  private final Routes routes;

  OptionsFilter(Routes routes) {
    this.routes = routes;
  }

  @ServerRequestFilter(preMatching = true)
  public Optional<Response> answer(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!request.getMethod().equals(HttpMethod.OPTIONS) || !routes.know(path)) {
      return Optional.empty();
    }
    return Optional.of(
        Response.noContent().header(HttpHeaders.ALLOW, routes.allowed(path)).build());
  }
}
