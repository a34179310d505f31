package dev.berth.security;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a request without a good token is refused, and what to send instead. */
final class LoginAdvice {
  private static final String WAY_OUT =
      "send Authorization: Bearer TOKEN; the admin's token is in the file admin-token of"
          + " BERTH_HOME";

  /** To who would write what is Kubernetes' own: no token helps. */
  static final String OF_KUBERNETES =
      "what is Kubernetes' own cannot be written here: write a file of apiVersion berth.dev/v1 (a"
          + " kind: Secret, say) and kubectl apply -f it";

  /** Anything else may be a token, and is not repeated. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z-]{1,20}:?");

  private LoginAdvice() {}

  /**
   * What to say.
   *
   * @param header {@code Authorization}, as it was sent
   * @param reads whether the request only reads
   * @param expired when the token ran out, if it was a good one
   */
  static String of(@Nullable String header, boolean reads, Optional<Instant> expired) {
    if (header == null || header.isBlank()) {
      return "no token came with the request: " + WAY_OUT;
    }
    if (expired.isPresent()) {
      return "the token has expired at "
          + expired.get()
          + ": an admin makes another with PUT /v1/tokens/NAME?renew=true";
    }
    String[] parts = header.strip().split("\\s+", 2);
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" ->
          parts.length < 2
              ? "no token stands behind Bearer: " + WAY_OUT
              : "the token is wrong, or was removed: " + WAY_OUT;
      case "basic" ->
          reads
              ? "the password is no token of this Berth: use a token as password, or " + WAY_OUT
              : "a name and password are good for reading only, for browsers send them by"
                  + " themselves: to write, "
                  + WAY_OUT;
      default ->
          parts.length > 1 && SCHEME.matcher(parts[0]).matches()
              ? "`" + parts[0] + "` is not spoken here: " + WAY_OUT
              : "what came in Authorization does not begin with the word Bearer: " + WAY_OUT;
    };
  }
}
