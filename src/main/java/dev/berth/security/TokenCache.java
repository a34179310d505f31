package dev.berth.security;

import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.TokenValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The tokens that open doors, in memory: authentication must not wait for a database. Only hashes
 * are known here, and they are found by hash, so the time of a look-up tells nothing of a token.
 */
public final class TokenCache {
  private final ResourceStore state;
  private final AdminToken admin;
  private final Supplier<Set<String>> others;
  private final InstantSource clock;
  private final AtomicReference<Map<String, TokenHolder>> byHash = new AtomicReference<>(Map.of());

  /** {@code others} are the hashes of administrators' tokens of Berths over the same database. */
  public TokenCache(
      ResourceStore state, AdminToken admin, Supplier<Set<String>> others, InstantSource clock) {
    this.others = others;
    this.state = state;
    this.admin = admin;
    this.clock = clock;
  }

  /** Reads the tokens anew; to be called at start and after each change. */
  public void refresh() {
    Map<String, TokenHolder> fresh = new ConcurrentHashMap<>();
    for (Resource token : state.all(TokenValue.KIND)) {
      fresh.put(String.valueOf(token.spec().get(TokenValue.HASH)), TokenHolder.of(token));
    }
    byHash.set(fresh);
  }

  /** When a token ran out that is kept and good for nothing any more. */
  Optional<Instant> expiry(String presented) {
    return Optional.ofNullable(byHash.get().get(TokenValue.hash(presented)))
        .filter(holder -> holder.isOver(clock.instant()))
        .flatMap(TokenHolder::expiresAt);
  }

  Optional<TokenHolder> find(String presented) {
    return ofHash(TokenValue.hash(presented));
  }

  /** Whose token has that SHA-256, if it is good by now. */
  Optional<TokenHolder> ofHash(String hash) {
    if (admin.hasHash(hash) || others.get().contains(hash)) {
      return Optional.of(TokenHolder.ADMIN);
    }
    return Optional.ofNullable(byHash.get().get(hash))
        .filter(holder -> !holder.isOver(clock.instant()));
  }
}
