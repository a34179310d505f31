package dev.berth.acme;

import dev.berth.state.secret.IssuedCertificate;
import dev.berth.state.secret.Vault;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * Has one certificate made: order, proof, request, download. The order and the key are kept before
 * the server is asked to go on, so that whoever is cut off anywhere goes on with the same order.
 */
record CertificateOrders(AcmeAccount account, Vault vault) {
  /** A server looks at a host from several places, one after the other. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The server has not said yes or no so far; the order stays. */
  static final class Unfinished extends AcmeException {
    private static final long serialVersionUID = 1;

    Unfinished(String what) {
      super(what + " is not over after " + PATIENCE.toSeconds() + "s");
    }
  }

  /**
   * The certificate.
   *
   * @param before what is known, with an order that is to be gone on with if there is one
   * @param keep makes an order durable
   */
  IssuedCertificate obtain(String host, IssuedCertificate before, Consumer<IssuedCertificate> keep)
      throws AcmeException, InterruptedException {
    Login login = account.login();
    IssuedCertificate ordered = before.order().isPresent() ? before : ordered(login, host, before);
    keep.accept(ordered);
    IssuedCertificate.Order placed = ordered.order().orElseThrow();
    KeyPair key = KeyText.parsed(vault.open(placed.key()));
    Order order = login.bindOrder(url(placed.url()));
    order.fetch();
    if (order.getStatus() == Status.PENDING) {
      prove(order);
      order.waitUntilReady(PATIENCE);
    }
    if (order.getStatus() == Status.READY) {
      order.execute(key);
    }
    finish(order);
    List<X509Certificate> chain = order.getCertificate().getCertificateChain();
    return ordered.issued(vault.seal(bundle(chain, key)), validity(chain.getFirst()));
  }

  private IssuedCertificate ordered(Login login, String host, IssuedCertificate before)
      throws AcmeException {
    String key = vault.seal(KeyText.of(KeyText.fresh()));
    Order order = login.newOrder().domain(host).create();
    return before.ordered(new IssuedCertificate.Order(order.getLocation().toString(), key));
  }

  private static void prove(Order order) throws AcmeException, InterruptedException {
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() == Status.PENDING) {
        Http01Challenge challenge =
            authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(
                    () -> new AcmeException("the server wants another proof than one over HTTP"));
        challenge.trigger();
        authorization.waitForCompletion(PATIENCE);
      }
      switch (authorization.getStatus()) {
        case VALID -> {}
        case PENDING, PROCESSING -> throw new Unfinished("the server's look at the host");
        default -> throw new AcmeException(refusal(authorization));
      }
    }
  }

  private static String refusal(Authorization authorization) {
    return authorization.getChallenges().stream()
        .map(Challenge::getError)
        .flatMap(Optional::stream)
        .findFirst()
        .map(CertificateOrders::text)
        .orElse("the proof counts as " + authorization.getStatus());
  }

  private static void finish(Order order) throws AcmeException, InterruptedException {
    order.waitForCompletion(PATIENCE);
    switch (order.getStatus()) {
      case VALID -> {}
      case PENDING, READY, PROCESSING -> throw new Unfinished("the order");
      default ->
          throw new AcmeException(
              order
                  .getError()
                  .map(CertificateOrders::text)
                  .orElse("the order is " + order.getStatus()));
    }
  }

  /** What the server said, and which of its words for errors that is. */
  static String text(Problem problem) {
    String type = problem.getType().toString().replaceFirst("^urn:ietf:params:acme:error:", "");
    return problem.getDetail().map(detail -> type + ": " + detail).orElse(type);
  }

  private static IssuedCertificate.Validity validity(X509Certificate leaf) {
    return new IssuedCertificate.Validity(
        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
  }

  private static String bundle(List<X509Certificate> chain, KeyPair key) throws AcmeException {
    try {
      return KeyText.bundle(chain, key);
    } catch (CertificateEncodingException e) {
      throw new AcmeException("the server's certificate cannot be read", e);
    }
  }

  private static java.net.URL url(String text) throws AcmeException {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException e) {
      throw new AcmeException("the order's place cannot be read", e);
    }
  }
}
