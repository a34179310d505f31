package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys come out once, in time, and never to two workers. */
@Timeout(10)
class WorkQueueTest {
  private final WorkQueue queue = new WorkQueue();

  private static Optional<String> key(Optional<WorkQueue.Taken> taken) {
    return taken.map(WorkQueue.Taken::key);
  }

  @Test
  void manyAddsAreOneTake() throws InterruptedException {
    queue.add("a");
    queue.add("a");
    queue.take();

    assertThat(queue.depth()).isZero();
  }

  @Test
  void anEarlierTimeWins() throws InterruptedException {
    queue.add("a", Duration.ofHours(1));
    queue.add("a");

    assertThat(key(queue.take())).contains("a");
  }

  @Test
  void aKeyAtWorkIsNotGivenOutAgainBeforeItIsDone() throws Exception {
    queue.add("a");
    queue.take();
    queue.add("a");
    queue.add("b", Duration.ofMillis(20));
    Optional<String> other = key(queue.take());
    queue.done("a");

    assertThat(other).contains("b");
    assertThat(key(queue.take())).contains("a");
  }

  @Test
  void closingEndsWhoWaits() throws Exception {
    CompletableFuture<Optional<WorkQueue.Taken>> waiting = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        waiting.complete(queue.take());
      } catch (InterruptedException e) {
        waiting.completeExceptionally(e);
      }
    });
    queue.close();

    assertThat(waiting.get(5, TimeUnit.SECONDS)).isEmpty();
  }
}
