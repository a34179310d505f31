package dev.berth.state.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.state.secret.IssuedCertificate.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a certificate is asked for, and when somebody has to know. */
class IssuedCertificateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Validity NINETY_DAYS = new Validity(START, START.plus(Duration.ofDays(90)));
  private static final IssuedCertificate GOOD =
      IssuedCertificate.NONE.issued("sealed", NINETY_DAYS);

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static IssuedCertificate failed(IssuedCertificate before) {
    return before.failed("no", day(100), false);
  }

  @Test
  void aNewHostIsDueAtOnceAndACertificateAtTwoThirdsOfItsLife() {
    assertThat(IssuedCertificate.NONE.due()).isBefore(START);
    assertThat(GOOD.due()).isEqualTo(day(60));
    assertThat(failed(GOOD).due()).isEqualTo(day(100));
  }

  @Test
  void aFailedRenewalIsTroubleOnceHalfOfItsTimeIsOver() {
    assertThat(failed(GOOD).trouble(day(61))).isEmpty();
    assertThat(failed(GOOD).trouble(day(75))).contains(IssuedCertificates.Kind.FAILED);
    assertThat(failed(GOOD).trouble(day(90))).contains(IssuedCertificates.Kind.EXPIRED);
    assertThat(GOOD.trouble(day(89))).isEmpty();
    assertThat(GOOD.trouble(day(90))).contains(IssuedCertificates.Kind.EXPIRED);
  }

  @Test
  void aHostWithoutACertificateIsPendingUntilItHasFailed() {
    assertThat(IssuedCertificate.NONE.trouble(START)).contains(IssuedCertificates.Kind.PENDING);
    assertThat(failed(IssuedCertificate.NONE).trouble(START))
        .contains(IssuedCertificates.Kind.FAILED);
  }

  @Test
  void whatTurnsByTimeAloneIsKnownBefore() {
    assertThat(GOOD.turn(day(1))).contains(day(60));
    assertThat(failed(GOOD).turn(day(61))).contains(day(75));
    assertThat(failed(GOOD).turn(day(80))).contains(day(90));
    assertThat(failed(GOOD).turn(day(95))).contains(day(100));
  }

  @Test
  void itIsReadAsItWasWritten() {
    IssuedCertificate whole =
        GOOD.ordered(new IssuedCertificate.Order("https://ca.example/1", "sealed key"))
            .failed("rateLimited: later", day(3), true)
            .unwanted(Optional.of(day(2)));

    assertThat(IssuedCertificate.of(whole.tree())).isEqualTo(whole);
    assertThat(IssuedCertificate.of(IssuedCertificate.NONE.tree()))
        .isEqualTo(IssuedCertificate.NONE);
  }

  @Test
  void anOrderThatIsLostIsForgottenWithItsFailure() {
    IssuedCertificate ordered =
        IssuedCertificate.NONE.ordered(new IssuedCertificate.Order("https://ca.example/1", "key"));

    assertThat(ordered.failed("cannot be reached", day(1), true).order()).isPresent();
    assertThat(ordered.failed("unauthorized", day(1), false).order()).isEmpty();
    assertThat(ordered.failed("a", day(1), true).failed("b", day(2), true).failures().count())
        .isEqualTo(2);
  }
}
