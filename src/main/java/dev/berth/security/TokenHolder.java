package dev.berth.security;

import dev.berth.spec.policy.Role;
import dev.berth.state.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds a good token.
 *
 * @param role empty: none, so they may do nothing
 * @param scope label selector of the apps it is for; empty: all
 */
record TokenHolder(
    String name, Optional<Role> role, Optional<String> scope, Optional<Instant> expiresAt) {
  static final TokenHolder ADMIN =
      new TokenHolder("admin", Optional.of(Role.ADMIN), Optional.empty(), Optional.empty());

  static TokenHolder of(Resource token) {
    Map<String, Object> spec = token.spec();
    return new TokenHolder(
        token.name(),
        text(spec, "role").flatMap(Role::of).or(() -> Optional.of(Role.VIEWER)),
        text(spec, "labelSelector"),
        text(spec, "expiresAt").map(Instant::parse));
  }

  private static Optional<String> text(Map<String, Object> spec, String key) {
    return Optional.ofNullable(spec.get(key)).map(Object::toString);
  }

  boolean isOver(Instant now) {
    return expiresAt.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** The same, until then at the latest. */
  TokenHolder until(Instant end) {
    Instant first = expiresAt.filter(end::isAfter).orElse(end);
    return new TokenHolder(name, role, scope, Optional.of(first));
  }
}
