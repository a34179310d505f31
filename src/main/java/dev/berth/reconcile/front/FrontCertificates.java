package dev.berth.reconcile.front;

import dev.berth.spec.FrontRoute;
import dev.berth.spec.IngressTls;
import dev.berth.state.secret.Secrets;
import dev.berth.status.Reasons;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the secrets by which the front door is to speak TLS, before it is given any. */
record FrontCertificates(Secrets secrets) {

  /** Why a secret will not do, by a reason of conditions. */
  record Fault(String reason, String why) {}

  /**
   * Those of the routes that will do: one that will not would stop the front door for everybody.
   */
  Set<String> good(List<FrontRoute> routes) {
    return names(routes).stream()
        .filter(name -> fault(name).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> names(List<FrontRoute> routes) {
    return routes.stream()
        .flatMap(route -> route.tls().stream())
        .map(IngressTls::secret)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Tells two states of the secrets of some routes apart, and nothing of their text. */
  List<String> state(List<FrontRoute> routes) {
    return names(routes).stream()
        .map(name ->
            switch (secrets.find(name, "")) {
              case Secrets.Found.Value value -> secrets.digest(value.text());
              case Secrets.Found.Nothing nothing -> nothing.why();
            })
        .toList();
  }

  Optional<Fault> fault(String name) {
    return switch (secrets.find(name, "")) {
      case Secrets.Found.Nothing nothing ->
          Optional.of(new Fault(Reasons.SECRET_NOT_FOUND, nothing.why()));
      case Secrets.Found.Value value ->
          new CertificateBundle(value.text())
              .fault()
              .map(why ->
                  new Fault(
                      Reasons.CERTIFICATE_INVALID,
                      "secret "
                          + name
                          + " of ingress.tls "
                          + why
                          + "; it has to hold the certificate, its chain and its key as PEM, in one"
                          + " value or as tls.crt and tls.key"));
    };
  }
}
