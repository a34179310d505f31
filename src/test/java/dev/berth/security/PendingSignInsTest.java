package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.state.secret.TokenValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sign-in ends once, in the browser that began it, and at a path of this Berth. */
class PendingSignInsTest {
  private Instant now = Instant.EPOCH;
  private final PendingSignIns pending = new PendingSignIns(() -> now);

  private void begin(String state, String cookie) {
    pending.add(
        state, new PendingSignIn(TokenValue.hash(cookie), "n", "v", "r", "/", pending.end()));
  }

  @Test
  void endsOnce() {
    begin("s", "mine");

    assertThat(pending.take("s", "mine")).isPresent();
    assertThat(pending.take("s", "mine")).isEmpty();
  }

  @Test
  void isOverOnceAnotherBrowserCameWithIt() {
    begin("s", "mine");

    assertThat(pending.take("s", "other")).isEmpty();
    assertThat(pending.take("s", "mine")).isEmpty();
  }

  @Test
  void isOverAfterAWhile() {
    begin("s", "mine");
    now = now.plus(PendingSignIns.LONGEST);

    assertThat(pending.take("s", "mine")).isEmpty();
  }

  @Test
  void whoeverBeginsManyTakesNoRoom() {
    for (int i = 0; i <= PendingSignIns.MOST; i++) {
      begin("s" + i, "mine");
    }

    assertThat(pending.take("s0", "mine")).isEmpty();
    assertThat(pending.take("s1", "mine")).isPresent();
  }

  /** Appendix B of RFC 7636. */
  @Test
  void theChallengeIsThatOfTheStandard() {
    assertThat(OidcClient.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @ParameterizedTest
  @CsvSource({
    "/apps/shop?q=1,/apps/shop?q=1",
    "/,/",
    "//evil.example,/",
    "/\\evil.example,/",
    "/a\\b,/",
    "https://evil.example,/",
    "'',/",
    "'/a b',/",
    "'/a\r\nSet-Cookie: x=1',/"
  })
  void leadsToItsOwnPathsAlone(String wanted, String taken) {
    assertThat(ProviderSignIns.ownPath(wanted)).isEqualTo(taken);
  }
}
