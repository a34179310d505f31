package dev.berth.api.http;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** What a receipt means in HTTP. */
public final class Receipts {
  private Receipts() {}

  /** What was accepted; everything else ends the request. */
  public static <T> Receipt.Accepted<T> accepted(Receipt<T> receipt) {
    return switch (receipt) {
      case Receipt.Accepted<T> accepted -> accepted;
      case Receipt.Invalid<T> invalid ->
          throw new ProblemException(ProblemDetails.invalid(invalid.violations()));
      case Receipt.Denied<T> denied ->
          throw new ProblemException(
              ProblemDetails.invalid(denied.violations()).reason("PolicyDenied"));
      case Receipt.Conflict<T> conflict ->
          throw ProblemException.of(409, "Conflict", conflict.message());
      case Receipt.PreconditionFailed<T> failed ->
          throw ProblemException.of(412, "Precondition Failed", failed.message());
      case Receipt.NotFound<T> missing -> throw ProblemException.notFound(missing.name());
    };
  }

  public static String tag(long resourceVersion) {
    return "\"" + resourceVersion + "\"";
  }

  /**
   * Reads {@code If-Match} and {@code If-None-Match}.
   *
   * @param now the version that a client would see of it, 0 if there is nothing
   */
  public static Precondition precondition(HttpHeaders headers, long now) {
    Optional<String> match = header(headers, HttpHeaders.IF_MATCH);
    if (match.isPresent()) {
      return match.get().equals("*")
          ? new Precondition.Exists()
          : new Precondition.Seen(version(match.get()), now);
    }
    return header(headers, HttpHeaders.IF_NONE_MATCH).filter("*"::equals).isPresent()
        ? new Precondition.Absent()
        : new Precondition.None();
  }

  private static Optional<String> header(HttpHeaders headers, String name) {
    List<String> values = headers.getRequestHeader(name);
    return values == null ? Optional.empty() : values.stream().map(String::strip).findFirst();
  }

  /** A tag that is none of ours matches nothing. */
  private static long version(String tag) {
    String bare = tag.replaceFirst("^W/", "").replace("\"", "");
    return bare.matches("\\d{1,18}") ? Long.parseLong(bare) : -1;
  }
}
