package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyncTurnsTest {
  private final SyncTurns turns = new SyncTurns();

  private CompletableFuture<Boolean> asked(boolean allowEmpty) throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(
            () -> turns.await("shop", allowEmpty, woken::countDown), Thread::startVirtualThread);
    assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
    return answer;
  }

  @Test
  void oneSyncIsForAllWhoHaveAsked() throws InterruptedException {
    CompletableFuture<Boolean> one = asked(false);
    CompletableFuture<Boolean> other = asked(true);
    List<Boolean> syncs = new ArrayList<>();

    turns.sync("shop", syncs::add);

    assertThat(one.join()).isTrue();
    assertThat(other.join()).isTrue();
    assertThat(syncs).containsExactly(true);
  }

  /** It may have read what has changed since. */
  @Test
  void whoAsksDuringASyncWaitsForTheNext() throws InterruptedException {
    List<CompletableFuture<Boolean>> late = new ArrayList<>();
    turns.sync("shop", allowEmpty -> late.add(askedMeanwhile()));

    assertThat(late.getFirst()).isNotDone();
    turns.sync("shop", allowEmpty -> assertThat(allowEmpty).isTrue());
    assertThat(late.getFirst().join()).isTrue();
  }

  private CompletableFuture<Boolean> askedMeanwhile() {
    try {
      return asked(true);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSyncThatFailsHoldsNobodyUp() throws InterruptedException {
    CompletableFuture<Boolean> one = asked(false);
    RuntimeException bug = new IllegalStateException("a bug");

    assertThat(
            CompletableFuture.runAsync(() ->
                turns.sync(
                    "shop",
                    allowEmpty -> {
                      throw bug;
                    })))
        .failsWithin(java.time.Duration.ofSeconds(30));
    assertThat(one.join()).isTrue();
    assertThat(turns.<String>alone("shop", () -> "free")).isEqualTo("free");
  }

  @Test
  void whoWaitsIsLetGoInTheEnd() throws InterruptedException {
    CompletableFuture<Boolean> one = asked(false);

    turns.close();

    assertThat(one.join()).isTrue();
  }
}
