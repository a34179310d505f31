package dev.berth.security;

import dev.berth.spec.policy.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Who holds a token, as the framework knows people. */
final class Identities {

  /** Attribute of an identity that is for some apps only: a label selector. */
  static final String SCOPE = "berth.scope";

  /** Attribute of one that has an end: when. */
  static final String EXPIRES_AT = "berth.expires-at";

  /** Attribute of one that a cookie speaks for, which browsers send by themselves. */
  static final String BY_COOKIE = "berth.by-cookie";

  /** Attribute that says whether what somebody came with is as good as it was: asked later. */
  static final String STILL_GOOD = "berth.still-good";

  private Identities() {}

  static SecurityIdentity of(TokenHolder holder, BooleanSupplier stillGood) {
    return builder(holder).addAttribute(STILL_GOOD, stillGood).build();
  }

  static SecurityIdentity byCookie(TokenHolder holder, BooleanSupplier stillGood) {
    return builder(holder)
        .addAttribute(BY_COOKIE, true)
        .addAttribute(STILL_GOOD, stillGood)
        .build();
  }

  private static QuarkusSecurityIdentity.Builder builder(TokenHolder holder) {
    List<Role> roles = holder.role().map(Role::included).orElse(List.of());
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(holder.name()))
            .addRoles(roles.stream().map(Role::word).collect(Collectors.toSet()));
    holder.scope().ifPresent(scope -> identity.addAttribute(SCOPE, scope));
    holder.expiresAt().ifPresent(at -> identity.addAttribute(EXPIRES_AT, at));
    return identity;
  }
}
