package dev.berth.security;

import dev.berth.spec.policy.ExecRight;
import dev.berth.spec.policy.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets nobody run commands in containers who has not the right to, or was lured there. */
@Singleton
final class ExecGate {
  private final ExecRight right;

  ExecGate(ExecRight right) {
    this.right = right;
  }

  /** Why somebody may not, if so. */
  Optional<String> refusal(SecurityIdentity who, HttpServerRequest request) {
    Optional<Role> least = right.role();
    if (least.isEmpty()) {
      return Optional.of(
          "nobody may run commands in containers: berth.policy.exec is none; set it to admin");
    }
    if (!who.hasRole(least.get().word())) {
      return Optional.of(
          "to run commands in containers needs the role "
              + least.get().word()
              + ": ask an admin, or have berth.policy.exec set to deployer");
    }
    return who.getAttribute(Identities.BY_COOKIE) != null && !isOwnPage(request)
        ? Optional.of(
            "a session runs commands from Berth's own page only (Origin); send the token as"
                + " Authorization: Bearer TOKEN")
        : Optional.empty();
  }

  /**
   * Browsers open a WebSocket for any page, with the cookie, and name the page in Origin, which
   * {@link OriginGate} has looked at; another origin that may call Berth is not Berth's own.
   */
  private static boolean isOwnPage(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    return origin != null
        && AllowedOrigins.isOf(origin, RequestHead.of(request).host())
        && (site == null || site.equals("same-origin"));
  }
}
