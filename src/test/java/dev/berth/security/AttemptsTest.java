package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Attempts attempts = new Attempts(now::get);

  @Test
  void makesWhoGuessesWaitLongerEachTime() {
    for (int i = 0; i < 5; i++) {
      assertThat(attempts.failed("10.0.0.1")).isZero();
    }

    assertThat(attempts.failed("10.0.0.1")).isEqualTo(Duration.ofMillis(100));
    assertThat(attempts.failed("10.0.0.1")).isEqualTo(Duration.ofMillis(200));
    for (int i = 0; i < 10; i++) {
      attempts.failed("10.0.0.1");
    }
    assertThat(attempts.failed("10.0.0.1")).isEqualTo(Duration.ofSeconds(5));
    assertThat(attempts.failed("10.0.0.2")).isZero();
  }

  @Test
  void forgetsAfterAQuietMinute() {
    for (int i = 0; i < 10; i++) {
      attempts.failed("10.0.0.1");
    }
    now.set(Instant.EPOCH.plusSeconds(61));

    assertThat(attempts.failed("10.0.0.1")).isZero();
  }
}
