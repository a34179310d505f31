package dev.berth.acme;

import java.time.Instant;
import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * Why there is no certificate.
 *
 * @param said by the server, or by who could not reach it
 * @param retryAfter before which the server does not want to be asked again
 * @param keepsOrder whether the order may still become something
 * @param isStranger whether the server does not know the account
 */
record AcmeFailure(
    String said, Optional<Instant> retryAfter, boolean keepsOrder, boolean isStranger) {
  private static final String UNKNOWN_ACCOUNT = "accountDoesNotExist";
  private static final int LONGEST = 500;

  static AcmeFailure of(Exception failure) {
    Throwable cause =
        failure instanceof AcmeException || failure.getCause() == null
            ? failure
            : failure.getCause();
    return switch (cause) {
      case AcmeRateLimitedException limit ->
          new AcmeFailure(said(limit), limit.getRetryAfter(), true, false);
      case AcmeServerException server ->
          new AcmeFailure(
              said(server),
              Optional.empty(),
              false,
              String.valueOf(server.getType()).endsWith(UNKNOWN_ACCOUNT));
      case AcmeNetworkException network ->
          new AcmeFailure(
              cut("the server cannot be reached: " + why(network)), Optional.empty(), true, false);
      case CertificateOrders.Unfinished unfinished ->
          new AcmeFailure(cut(why(unfinished)), Optional.empty(), true, false);
      default -> new AcmeFailure(cut(why(cause)), Optional.empty(), false, false);
    };
  }

  private static String said(AcmeServerException server) {
    return cut(CertificateOrders.text(server.getProblem()));
  }

  private static String why(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof AcmeNetworkException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof AcmeException
        ? String.valueOf(cause.getMessage())
        : cause.toString().replaceFirst("^java\\.[a-z.]*", "");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
