package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final AtomicLong now = new AtomicLong();
  private final LoginThrottle loginThrottle = new LoginThrottle(now::get);

  @Test
  void makesWhoGuessesWaitLongerEachTime() {
    for (int i = 0; i < 5; i++) {
      assertThat(loginThrottle.failed("10.0.0.1")).isZero();
    }

    assertThat(loginThrottle.failed("10.0.0.1")).isEqualTo(Duration.ofMillis(100));
    assertThat(loginThrottle.failed("10.0.0.1")).isEqualTo(Duration.ofMillis(200));
    for (int i = 0; i < 10; i++) {
      loginThrottle.failed("10.0.0.1");
    }
    assertThat(loginThrottle.failed("10.0.0.1")).isEqualTo(Duration.ofSeconds(5));
    assertThat(loginThrottle.failed("10.0.0.2")).isZero();
  }

  @Test
  void forgetsAfterAQuietMinute() {
    for (int i = 0; i < 10; i++) {
      loginThrottle.failed("10.0.0.1");
    }
    now.set(Duration.ofSeconds(61).toNanos());

    assertThat(loginThrottle.failed("10.0.0.1")).isZero();
  }
}
