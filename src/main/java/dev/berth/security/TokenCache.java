package dev.berth.security;

import dev.berth.spec.policy.Role;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.TokenValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tokens that open doors, in memory: authentication must not wait for a database. Only hashes
 * are known here, and they are found by hash, so the time of a look-up tells nothing of a token.
 */
public final class TokenCache {
  private final ResourceStore state;
  private final AdminToken admin;
  private final InstantSource clock;
  private final AtomicReference<Map<String, Holder>> byHash = new AtomicReference<>(Map.of());

  /**
   * Who holds a token.
   *
   * @param scope label selector of the apps it is for; empty: all
   */
  record Holder(String name, Role role, Optional<String> scope, Optional<Instant> expiresAt) {
    private static final Holder ADMIN =
        new Holder("admin", Role.ADMIN, Optional.empty(), Optional.empty());

    static Holder of(Resource token) {
      Map<String, Object> spec = token.spec();
      return new Holder(
          token.name(),
          Role.of(text(spec, "role").orElse("")).orElse(Role.VIEWER),
          text(spec, "labelSelector"),
          text(spec, "expiresAt").map(Instant::parse));
    }

    private static Optional<String> text(Map<String, Object> spec, String key) {
      return Optional.ofNullable(spec.get(key)).map(Object::toString);
    }
  }

  public TokenCache(ResourceStore state, AdminToken admin, InstantSource clock) {
    this.state = state;
    this.admin = admin;
    this.clock = clock;
  }

  /** Reads the tokens anew; to be called at start and after each change. */
  public void refresh() {
    Map<String, Holder> fresh = new ConcurrentHashMap<>();
    for (Resource token : state.all(TokenValue.KIND)) {
      fresh.put(String.valueOf(token.spec().get(TokenValue.HASH)), Holder.of(token));
    }
    byHash.set(fresh);
  }

  /** When a token ran out that is kept and good for nothing any more. */
  Optional<Instant> expiry(String presented) {
    return Optional.ofNullable(byHash.get().get(TokenValue.hash(presented)))
        .flatMap(Holder::expiresAt)
        .filter(at -> !at.isAfter(clock.instant()));
  }

  Optional<Holder> find(String presented) {
    if (admin.is(presented)) {
      return Optional.of(Holder.ADMIN);
    }
    return Optional.ofNullable(byHash.get().get(TokenValue.hash(presented)))
        .filter(holder -> holder.expiresAt().filter(at -> !at.isAfter(clock.instant())).isEmpty());
  }
}
