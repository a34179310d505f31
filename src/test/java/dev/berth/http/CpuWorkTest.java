package dev.berth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Issue 17.1: what takes the processor stays off the carriers, and is bounded. */
class CpuWorkTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static boolean endless(CountDownLatch end) {
    try {
      end.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void isDoneOnThreadsOfItsOwn() throws Exception {
    try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> isVirtual =
          virtual.submit(() -> CpuWork.done(() -> Thread.currentThread().isVirtual()));

      assertThat(isVirtual.get()).isFalse();
    }
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            CpuWork.done(() -> {
              throw new IllegalArgumentException("is no document");
            }))
        .withMessage("is no document");
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() ->
            CpuWork.done(() -> {
              throw new StackOverflowError();
            }));
  }

  @Test
  void noClientWaitsForEver() {
    CpuWork work = new CpuWork(1, 1, Duration.ofMillis(1));

    assertThatExceptionOfType(TooBusy.class)
        .isThrownBy(() -> work.result(() -> endless(new CountDownLatch(1))))
        .withMessageContaining("send it in parts");
  }

  @Test
  void noMoreWaitThanMay() throws Exception {
    CpuWork work = new CpuWork(1, 1, LONG);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> first =
          clients.submit(() ->
              work.result(() -> {
                begun.countDown();
                return endless(end);
              }));
      begun.await();
      Future<Boolean> second = clients.submit(() -> work.result(() -> true));
      await().until(() -> work.waiting() == 1);

      assertThatExceptionOfType(TooBusy.class)
          .isThrownBy(() -> work.result(() -> true))
          .withMessageContaining("try again");

      end.countDown();
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }
  }
}
