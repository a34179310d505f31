package dev.berth.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Issue 17: a loop that moves no more is noticed. */
class WorkersTest {
  private final AtomicLong now = new AtomicLong();
  private final Workers workers = new Workers(2, now::get);

  private void passFarTooMuchTime() {
    now.addAndGet(Workers.FAR_TOO_LONG.toNanos() + 1);
  }

  @Test
  void goesOnMovingWhileOneAppIsStuck() {
    workers.begins("a");
    passFarTooMuchTime();
    workers.begins("b");

    assertThat(workers.stuck()).containsExactly("a");
    assertThat(workers.isMoving()).isTrue();
  }

  @Test
  void movesNoMoreWhenEachOfThemIsStuck() {
    workers.begins("a");
    workers.begins("b");
    passFarTooMuchTime();

    assertThat(workers.isMoving()).isFalse();
  }

  @Test
  void movesAgainWhenAPassHasEndedAfterAll() {
    workers.begins("a");
    workers.begins("b");
    passFarTooMuchTime();
    workers.ends("b");

    assertThat(workers.isMoving()).isTrue();
  }

  @Test
  void countsThoseThatHaveDied() {
    AtomicInteger started = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      workers.start(
          threads,
          () -> {
            started.incrementAndGet();
            throw new LinkageError("an error that nobody catches");
          });
      await().dontCatchUncaughtExceptions().until(() -> started.get() == 2 && !workers.isMoving());
    }
    assertThat(workers.stuck()).isEmpty();
  }

  @Test
  void ofThoseThatEndedAsTheyShouldNoneIsMissed() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      workers.start(threads, () -> {});
    }

    assertThat(workers.isMoving()).isTrue();
  }

  /** A pass that still went on found no thread for what it began, and was told as a bug. */
  @Test
  void isOverWhenTheLastPassIs() throws InterruptedException {
    CountDownLatch pass = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      workers.start(threads, () -> awaitQuietly(pass));
      boolean isOverBefore = workers.end(Duration.ZERO);
      pass.countDown();

      assertThat(isOverBefore).isFalse();
      assertThat(workers.end(Duration.ofSeconds(30))).isTrue();
    }
  }

  private static void awaitQuietly(CountDownLatch pass) {
    try {
      pass.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
