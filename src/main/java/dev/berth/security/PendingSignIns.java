package dev.berth.security;

import dev.berth.state.secret.TokenValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sign-ins that are on their way, by their state; each ends once, or after a while. */
final class PendingSignIns {
  /** Somebody has to find his password and his second factor. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** Anybody may begin one; the oldest goes first. */
  static final int MOST = 1000;

  private final InstantSource clock;
  private final Map<String, PendingSignIn> byState = new LinkedHashMap<>();

  PendingSignIns(InstantSource clock) {
    this.clock = clock;
  }

  Instant end() {
    return clock.instant().plus(LONGEST);
  }

  synchronized void add(String state, PendingSignIn pending) {
    Instant now = clock.instant();
    byState.values().removeIf(one -> !one.until().isAfter(now));
    while (byState.size() >= MOST) {
      byState.remove(byState.keySet().iterator().next());
    }
    byState.put(state, pending);
  }

  /** What that browser has begun; it cannot be taken again, whoever came with it. */
  synchronized Optional<PendingSignIn> take(String state, String cookie) {
    return Optional.ofNullable(byState.remove(state))
        .filter(pending -> pending.until().isAfter(clock.instant()))
        .filter(pending -> pending.browser().equals(TokenValue.hash(cookie)));
  }
}
