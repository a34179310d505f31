package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to come without a good token has its own answer (issue 18). */
class LoginAdviceTest {

  private static String advice(String header, boolean reads) {
    return LoginAdvice.of(header, reads, Optional.empty());
  }

  @Test
  void tellsWhatIsWrongWithTheLogin() {
    assertThat(LoginAdvice.of(null, true, Optional.empty())).startsWith("no token came");
    assertThat(advice("Bearer", true)).startsWith("no token stands behind Bearer");
    assertThat(advice("bearer x", true)).startsWith("the token is wrong, or was removed");
    assertThat(advice("Basic eDp5", false)).contains("good for reading only");
    assertThat(advice("Basic eDp5", true)).startsWith("the password is no token");
    assertThat(advice("Digest x", true)).startsWith("`Digest` is not spoken here");
    assertThat(LoginAdvice.of("Bearer x", true, Optional.of(Instant.EPOCH)))
        .startsWith("the token has expired at 1970-01-01T00:00:00Z")
        .contains("?renew=true");
  }

  /** Answers end up in logs. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "Bearer=%s", "Bearer%s", "%s x", "token:%s"})
  void aTokenIsNeverRepeated(String form) {
    String token = "PQHcnmzWHMOASG2YHtZWyzHNNu_6I3LLF9l37uvgML8";

    assertThat(advice(form.formatted(token), true))
        .startsWith("what came in Authorization does not begin with the word Bearer")
        .doesNotContain(token);
  }

  @Test
  void eachButTheExpiredTellsWhereATokenIs() {
    assertThat(advice("Basic eDp5", false)).contains("Authorization: Bearer TOKEN", "admin-token");
    assertThat(advice("", false)).contains("Authorization: Bearer TOKEN", "admin-token");
  }
}
