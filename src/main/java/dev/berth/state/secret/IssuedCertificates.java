package dev.berth.state.secret;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The port to whom certificates are asked of, for hosts of the front door. Nothing of it waits: a
 * certificate is there some time later, among {@link Secrets}.
 */
public interface IssuedCertificates {
  /** Nobody is asked. */
  IssuedCertificates NONE =
      new IssuedCertificates() {
        @Override
        public Optional<String> thumbprint() {
          return Optional.empty();
        }

        @Override
        public void want(Set<String> hosts) {}

        @Override
        public void serve(Set<String> hosts) {}

        @Override
        public Optional<Trouble> trouble(String host) {
          return Optional.empty();
        }
      };

  /**
   * What the front door has to answer behind each token of a challenge, so that a host is known to
   * be its own; empty where nobody may be asked.
   */
  Optional<String> thumbprint();

  /** For which hosts there are to be certificates: all of them, at any change. */
  void want(Set<String> hosts);

  /** For which hosts the front door answers by now: before that no proof would do. */
  void serve(Set<String> hosts);

  /** Why a host has no certificate that is good, or will soon have none; empty where it has. */
  Optional<Trouble> trouble(String host);

  /** What somebody has to know of a certificate. */
  enum Kind {
    /** It has been asked for, or is about to be. */
    PENDING,
    /** The server gave none; it is asked again. */
    FAILED,
    /** The one that is served is over. */
    EXPIRED
  }

  /**
   * What is wrong.
   *
   * @param why for the user, with what the server said
   * @param retryAt when it is tried again
   */
  record Trouble(Kind kind, String why, Instant retryAt) {}
}
