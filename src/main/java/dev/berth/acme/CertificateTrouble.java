package dev.berth.acme;

import dev.berth.state.secret.IssuedCertificate;
import dev.berth.state.secret.IssuedCertificates.Kind;
import dev.berth.state.secret.IssuedCertificates.Trouble;
import java.time.Duration;
import java.time.Instant;

/** Tells what is wrong with a host's certificate, and what comes next. */
record CertificateTrouble(AcmeSettings settings, String host, IssuedCertificate known) {
  private static final Duration SOON = Duration.ofMinutes(1);

  Trouble of(Kind kind, Instant now) {
    if (!settings.isAgreed() && kind == Kind.PENDING) {
      return new Trouble(
          Kind.FAILED,
          "no certificate is asked for "
              + host
              + ": say berth.acme.terms-agreed=true once you agree to the terms of "
              + settings.directory(),
          now.plus(SOON));
    }
    return new Trouble(kind, what(kind) + tries(), later(now));
  }

  private String what(Kind kind) {
    return switch (kind) {
      case PENDING ->
          "a certificate for "
              + host
              + " is asked of "
              + settings.directory()
              + "; until it is there, the name is answered without TLS";
      case FAILED ->
          known
              .validity()
              .map(good -> "the certificate for " + host + " ends at " + good.until())
              .orElse("there is no certificate for " + host);
      case EXPIRED ->
          "the certificate for "
              + host
              + " ended at "
              + known.validity().map(good -> good.until().toString()).orElse("some time");
    };
  }

  private String tries() {
    IssuedCertificate.Failures failures = known.failures();
    return failures.count() == 0
        ? ""
        : "; "
            + settings.directory()
            + " was asked "
            + (failures.count() == 1 ? "once" : failures.count() + " times")
            + " in vain ("
            + failures.said()
            + "); next try at "
            + failures.nextTry().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  private Instant later(Instant now) {
    return known.failures().nextTry().isAfter(now) ? known.failures().nextTry() : now.plus(SOON);
  }
}
