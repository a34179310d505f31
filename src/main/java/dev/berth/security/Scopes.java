package dev.berth.security;

import dev.berth.spec.policy.Role;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.security.identity.CurrentIdentityAssociation;

/** Which apps the request at hand may deal with. */
public final class Scopes {
  private Scopes() {}

  /** All of them where no request is at hand: folders, repositories and timers have no token. */
  public static LabelSelector current() {
    ArcContainer container = Arc.container();
    if (container == null || !container.requestContext().isActive()) {
      return LabelSelector.EVERYTHING;
    }
    Object scope = CurrentIdentityAssociation.current().getAttribute(Identities.SCOPE);
    return scope instanceof String text ? selector(text) : LabelSelector.EVERYTHING;
  }

  /** Whether the request at hand is an admin's; settings and timers are as good. */
  public static boolean isAdmin() {
    ArcContainer container = Arc.container();
    return container == null
        || !container.requestContext().isActive()
        || CurrentIdentityAssociation.current().isAnonymous()
        || CurrentIdentityAssociation.current().hasRole(Role.ADMIN.word());
  }

  /** What cannot be read opens nothing. */
  private static LabelSelector selector(String text) {
    return switch (LabelSelector.parse(text)) {
      case Validated.Valid<LabelSelector> valid -> valid.value();
      case Validated.Invalid<LabelSelector> invalid ->
          throw new IllegalStateException("a token has the label selector " + text);
    };
  }
}
