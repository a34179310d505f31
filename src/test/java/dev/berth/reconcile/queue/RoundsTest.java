package dev.berth.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoundsTest {
  private static final Duration LITTLE = Duration.ofMillis(1);

  @Test
  void aRoundThatFailsIsNotTheLast() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    try (Rounds rounds =
        new Rounds(
            "counting",
            LITTLE,
            () -> {
              three.countDown();
              throw new IllegalStateException("a bug");
            })) {
      Thread.ofVirtual().start(rounds);

      assertThat(three.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatIsClosedEndsThoughItsTimeIsFarAway() throws InterruptedException {
    Rounds rounds = new Rounds("waiting", Duration.ofDays(1), () -> {});
    Thread thread = Thread.ofVirtual().start(rounds);

    rounds.close();

    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
  }
}
