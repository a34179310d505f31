package dev.berth.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** For how long a leader may act without hearing from the database. */
class LeaseTest {
  private long nanos = TimeUnit.HOURS.toNanos(7);
  private long millis = 1000;
  private final Lease lease = new Lease(Duration.ofSeconds(6), () -> nanos, () -> millis);

  private void pass(Duration time) {
    nanos += time.toNanos();
    millis += time.toMillis();
  }

  @Test
  void whoNeverHeardMayNotAct() {
    assertThat(lease.isValid()).isFalse();
    assertThat(lease.left()).isZero();
  }

  @Test
  void itCountsFromBeforeTheQuestionWasSent() {
    Lease.Term sent = lease.now();
    pass(Duration.ofSeconds(5));
    lease.extend(sent);

    assertThat(lease.left()).isEqualTo(Duration.ofSeconds(1).toNanos());
    pass(Duration.ofSeconds(1));
    assertThat(lease.isValid()).isFalse();
  }

  @Test
  void anAnswerThatCameTooLateGivesNothing() {
    Lease.Term sent = lease.now();
    pass(Duration.ofSeconds(14));
    lease.extend(sent);

    assertThat(lease.isValid()).isFalse();
  }

  /** The monotonic clock may stand still while a machine does. */
  @Test
  void aMachineThatStoodStillIsNoticedByTheClockOnTheWall() {
    lease.extend(lease.now());
    millis += Duration.ofMinutes(5).toMillis();
    nanos += Duration.ofMillis(1).toNanos();
    assertThat(lease.isValid()).isFalse();

    lease.extend(lease.now());
    assertThat(lease.isValid()).isTrue();
    millis -= Duration.ofHours(1).toMillis();
    assertThat(lease.isValid()).isTrue();
  }

  @Test
  void whatWasGivenUpStaysSo() {
    lease.extend(lease.now());
    lease.end();
    assertThat(lease.isValid()).isFalse();
  }

  @Test
  void itIsOverBeforeAnybodyElseBegins() {
    LeadTerms terms = new LeadTerms("a", "1", "17", Optional.empty(), "", true, LeadTerms.LEAST);
    assertThat(terms.lease().plus(terms.beat())).isLessThan(terms.takeover());
  }
}
