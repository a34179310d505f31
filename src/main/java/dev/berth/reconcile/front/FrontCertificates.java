package dev.berth.reconcile.front;

import dev.berth.plan.FrontClaims;
import dev.berth.spec.FrontRoute;
import dev.berth.spec.IngressTls;
import dev.berth.state.secret.IssuedCertificates;
import dev.berth.state.secret.Secrets;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at the certificates by which the front door is to speak TLS, before it is given any:
 * secrets of users', and those that are made for it.
 */
public record FrontCertificates(Secrets secrets, IssuedCertificates issued, InstantSource clock) {
  /** A secret that changes wakes who waits for it. */
  private static final Duration SELDOM = Duration.ofMinutes(5);

  /**
   * Those of the routes that will do: one that will not would stop the front door for everybody.
   */
  Set<String> good(List<FrontRoute> routes) {
    return names(routes).stream()
        .filter(name ->
            secrets.find(name, "") instanceof Secrets.Found.Value value
                && new CertificateBundle(value.text()).fault().isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(List<FrontRoute> routes) {
    return routes.stream()
        .flatMap(route -> route.certificate().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> hosts(List<FrontRoute> routes) {
    return routes.stream()
        .filter(FrontRoute::isIssued)
        .map(FrontRoute::host)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the front door answers to servers of ACME; nothing where no route is for them. */
  Optional<String> thumbprint(List<FrontRoute> routes) {
    return hosts(routes).isEmpty() ? Optional.empty() : issued.thumbprint();
  }

  /** For these there are to be certificates. */
  void want(List<FrontRoute> routes) {
    issued.want(hosts(routes));
  }

  /** These are answered by now. */
  void serve(List<FrontRoute> routes) {
    issued.serve(hosts(routes));
  }

  /** Tells two states of the certificates of some routes apart, and nothing of their text. */
  List<String> state(List<FrontRoute> routes) {
    return names(routes).stream().map(name -> digest(name) + trouble(name)).toList();
  }

  private String digest(String name) {
    return switch (secrets.find(name, "")) {
      case Secrets.Found.Value value -> secrets.digest(value.text());
      case Secrets.Found.Nothing nothing -> nothing.why();
    };
  }

  private String trouble(String name) {
    return IngressTls.issuedFor(name)
        .flatMap(issued::trouble)
        .map(trouble -> " " + trouble.kind() + " " + trouble.why())
        .orElse("");
  }

  /** What is wrong with those that an app needs; a host that another app has is that one's. */
  List<Problem> faults(List<FrontRoute> asked, FrontClaims claims) {
    List<FrontRoute> own = asked.stream().filter(claims.routes()::contains).toList();
    Set<String> needed = names(asked);
    needed.removeIf(name -> IngressTls.issuedFor(name).isPresent() && !names(own).contains(name));
    return needed.stream()
        .flatMap(name ->
            IngressTls.issuedFor(name)
                .map(host -> issued.trouble(host).map(FrontCertificates::problem))
                .orElseGet(() -> ofSecret(name))
                .stream())
        .toList();
  }

  private static Problem problem(IssuedCertificates.Trouble trouble) {
    String reason =
        switch (trouble.kind()) {
          case PENDING -> Reasons.CERTIFICATE_PENDING;
          case FAILED -> Reasons.CERTIFICATE_FAILED;
          case EXPIRED -> Reasons.CERTIFICATE_EXPIRED;
        };
    boolean isStalled = trouble.kind() != IssuedCertificates.Kind.PENDING;
    return new Problem("", reason, trouble.why(), isStalled, trouble.retryAt());
  }

  private Optional<Problem> ofSecret(String name) {
    return switch (secrets.find(name, "")) {
      case Secrets.Found.Nothing nothing ->
          Optional.of(problem(Reasons.SECRET_NOT_FOUND, nothing.why()));
      case Secrets.Found.Value value -> ofSecret(name, new CertificateBundle(value.text()));
    };
  }

  private Optional<Problem> ofSecret(String name, CertificateBundle bundle) {
    Optional<String> fault = bundle.fault();
    if (fault.isPresent()) {
      String why =
          "secret "
              + name
              + " of ingress.tls "
              + fault.get()
              + "; it has to hold the certificate, its chain and its key as PEM, in one value or as"
              + " tls.crt and tls.key";
      return Optional.of(problem(Reasons.CERTIFICATE_INVALID, why));
    }
    Optional<Instant> end = bundle.end().filter(time -> !clock.instant().isBefore(time));
    return end.map(time ->
        problem(
            Reasons.CERTIFICATE_EXPIRED,
            "the certificate in secret "
                + name
                + " of ingress.tls ended at "
                + time
                + ": PUT a newer one to /v1/secrets/"
                + name));
  }

  private Problem problem(String reason, String why) {
    return new Problem("", reason, why, true, clock.instant().plus(SELDOM));
  }
}
