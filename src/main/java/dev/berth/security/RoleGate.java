package dev.berth.security;

import dev.berth.spec.policy.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * The one place where roles are enforced: before any door, on every request. A policy without a
 * name is asked for all paths.
 */
@ApplicationScoped
class RoleGate implements HttpSecurityPolicy {

  private static final String REFUSAL = "berth.refusal";
  private static final int FORBIDDEN = 403;

  private final ExecGate execGate;

  RoleGate(ExecGate execGate) {
    this.execGate = execGate;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
    String path = request.normalizedPath();
    Optional<Role> needed = RouteRoles.needed(request.request().method().name(), path);
    if (needed.isEmpty()) {
      return CheckResult.permit();
    }
    return identity.map(who -> {
      Optional<String> refusal = refusal(who, needed.get(), request);
      refusal.ifPresent(why -> request.put(REFUSAL, why));
      return refusal.isEmpty() ? CheckResult.PERMIT : CheckResult.DENY;
    });
  }

  private Optional<String> refusal(SecurityIdentity who, Role needed, RoutingContext request) {
    String path = request.normalizedPath();
    boolean isExec = RouteRoles.isExec(path);
    if (!isExec && !who.hasRole(needed.word())) {
      return Optional.of(
          "this needs the role " + needed.word() + "; the token's is not enough: ask an admin");
    }
    boolean scoped = RouteRoles.rule(path).filter(RouteRoles.Rule::isScoped).isPresent();
    if (who.getAttribute(Identities.SCOPE) instanceof String scope && !scoped) {
      return Optional.of("this token is for apps with labels " + scope + " only");
    }
    if (who.getAttribute(Identities.BY_COOKIE) != null
        && !SessionCookie.isOwnPage(request.request())) {
      return Optional.of(
          "a session writes from Berth's own page only (Sec-Fetch-Site: same-origin); send the"
              + " token as Authorization: Bearer TOKEN");
    }
    return isExec ? execGate.refusal(who, request.request()) : Optional.empty();
  }

  /** Says why, as a problem. */
  void answers(@Observes Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .failureHandler(context -> {
          if (context.get(REFUSAL) instanceof String why && !context.response().ended()) {
            Refusal.send(context, FORBIDDEN, "Forbidden", why);
          } else {
            context.next();
          }
        });
  }
}
