package dev.berth.api.http;

import dev.berth.http.WaitingClient;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Counts who will wait, before anything is written: one too many is refused with nothing done. */
public class WaitFilter {
  private final WaitingClient client;

  WaitFilter(WaitingClient client) {
    this.client = client;
  }

  @ServerRequestFilter
  public void count(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    if (uri.getPath().startsWith("/v1/") && uri.getQueryParameters().containsKey(Queries.WAIT)) {
      client.enter();
    }
  }
}
