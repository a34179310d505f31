package dev.berth.security;

import dev.berth.state.AppStore;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.TokenValue;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says for the audit what a write found, and what it left. */
@Singleton
public class Digests {
  static final String BEFORE = "berth.audit.before";
  static final String AFTER = "berth.audit.after";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:/apis/berth\\.dev)?/v1/(apps|sources|registries|secrets|engines|tokens)/([^/]+)(?:/.*)?");
  private static final Map<String, String> KINDS =
      Map.of(
          "sources",
          "Source",
          "registries",
          "Registry",
          "secrets",
          "Secret",
          "engines",
          "Engine",
          "tokens",
          "Token");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AppStore apps;
  private final ResourceStore resources;

  Digests(AppStore apps, ResourceStore resources) {
    this.apps = apps;
    this.resources = resources;
  }

  @ServerRequestFilter
  public void before(ContainerRequestContext request, RoutingContext context) {
    if (!READING.contains(request.getMethod())) {
      digest(context.normalizedPath()).ifPresent(digest -> context.put(BEFORE, digest));
    }
  }

  @ServerResponseFilter
  public void after(
      ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
    if (!READING.contains(request.getMethod()) && response.getStatus() < 400) {
      String path =
          Optional.ofNullable(response.getLocation())
              .map(java.net.URI::getPath)
              .orElseGet(context::normalizedPath);
      digest(path).ifPresent(digest -> context.put(AFTER, digest));
    }
  }

  private Optional<String> digest(String path) {
    Matcher named = NAMED.matcher(path);
    if (!named.matches()) {
      return Optional.empty();
    }
    String kind = KINDS.get(named.group(1));
    Optional<?> stored =
        kind == null ? apps.find(named.group(2)) : resources.find(kind, named.group(2));
    return stored.map(thing -> TokenValue.hash(thing.toString()));
  }
}
