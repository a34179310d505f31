package dev.berth.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The port to signing in with a browser, by a cookie in place of a token. */
public interface Sessions {

  /**
   * Begins a session for the browser that makes the request at hand.
   *
   * @return empty if the token is not good; who guesses has waited for that
   */
  Optional<Opened> open(String token);

  /** Whether {@link #open} would begin one; it counts as a guess likewise. */
  boolean dryRun(String token);

  /** Ends the session of a cookie; one that there is not is ended already. */
  void close(String cookie);

  /** Who makes the request at hand. */
  Caller caller();

  /**
   * A session that has begun.
   *
   * @param cookie what the browser has to send from now on; only its hash is kept
   */
  record Opened(String cookie, Duration lasts) {}

  /**
   * Who somebody is, and until when.
   *
   * @param role empty: none, so nothing is allowed
   * @param labelSelector of the apps that the token is for; empty: all
   * @param expiresAt empty: never, for the token that is used has no end
   * @param mayExec whether commands may be run in containers
   */
  record Caller(
      String name,
      Optional<String> role,
      Optional<String> labelSelector,
      Optional<Instant> expiresAt,
      boolean mayExec) {}
}
