package dev.berth.kube;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Turns away who would not understand JSON, before anything is done. Clients that would rather have
 * the packed form of Kubernetes name JSON behind it, and get that.
 */
public final class KubeAcceptFilter {
  private static final Set<String> SPOKEN = Set.of("*/*", "application/*", "application/json");

  @ServerRequestFilter
  public Optional<Response> check(ContainerRequestContext request) {
    return StatusFilter.isHere(request.getUriInfo().getPath())
            && request.getAcceptableMediaTypes().stream()
                .noneMatch(type -> SPOKEN.contains(bare(type)))
        ? Optional.of(
            KubeMapping.answer(
                KubeException.of(
                    406,
                    "NotAcceptable",
                    "only the following media types are accepted: application/json")))
        : Optional.empty();
  }

  private static String bare(MediaType type) {
    return type.getType() + "/" + type.getSubtype();
  }
}
