package dev.berth.port;

import java.time.Duration;
import java.util.Optional;

/** The port to signing in with an account of an OpenID Connect issuer. */
public interface ProviderSignIn {
  /** The host of the issuer; empty: nobody signs in so. */
  Optional<String> issuer();

  /**
   * Begins one.
   *
   * @param redirect where the browser is to come back to
   * @param to the path of the page that it wants then
   * @return empty if the issuer does not answer
   */
  Optional<Begun> begin(String redirect, String to);

  /** Ends the one of a state, with a code, or with the issuer's word for a refusal. */
  Ended end(String cookie, String state, Optional<String> code, Optional<String> error);

  /**
   * One that is on its way.
   *
   * @param place of the issuer
   * @param cookie what the browser has to come back with
   */
  record Begun(String place, String cookie, Duration lasts) {}

  /** What became of it. */
  sealed interface Ended {}

  /** Signed in. */
  record SignedIn(Sessions.Opened session, String to) implements Ended {}

  /** Not so. */
  record Refused(Problem why) implements Ended {}

  /** Why somebody is not signed in; the page has words for each. */
  enum Problem {
    /** It took too long, was begun by another browser, or is over. */
    EXPIRED,
    /** The issuer, or who was asked there, did not want it. */
    DENIED,
    UNREACHABLE,
    /** What the issuer gave is no proof. */
    UNTRUSTED,
    /** An account that has no role here. */
    NOBODY
  }
}
