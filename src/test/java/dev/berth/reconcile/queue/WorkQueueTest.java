package dev.berth.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

  /** Whoever watches the clock for one key may be the one that leaves with another. */
  @Test
  void aDelayedKeyIsNotForgottenWhileEveryoneElseIsBusy() throws Exception {
    CompletableFuture<Optional<String>> late = new CompletableFuture<>();
    CountDownLatch busy = new CountDownLatch(1);
    for (int worker = 0; worker < 2; worker++) {
      Thread.startVirtualThread(() -> work(busy, late));
    }
    queue.add("late", Duration.ofMillis(50));
    queue.add("busy", Duration.ofMillis(10));

    assertThat(late.get(5, TimeUnit.SECONDS)).contains("late");
    busy.countDown();
  }

  private void work(CountDownLatch busy, CompletableFuture<Optional<String>> late) {
    try {
      Optional<String> taken = key(queue.take());
      if (taken.equals(Optional.of("busy"))) {
        busy.await();
      } else {
        late.complete(taken);
      }
    } catch (InterruptedException e) {
      late.completeExceptionally(e);
    }
  }

  @Test
  void everyAddIsFollowedByATakeAndNoKeyIsAtTwoWorkersAtOnce() {
    Map<String, AtomicInteger> atWork = new ConcurrentHashMap<>();
    Map<String, Integer> added = new ConcurrentHashMap<>();
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    for (int worker = 0; worker < 8; worker++) {
      Thread.startVirtualThread(() -> {
        try {
          for (Optional<String> key = key(queue.take()); key.isPresent(); key = key(queue.take())) {
            AtomicInteger busy = atWork.computeIfAbsent(key.get(), k -> new AtomicInteger());
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            seen.put(key.get(), added.getOrDefault(key.get(), 0));
            LockSupport.parkNanos(1_000);
            busy.decrementAndGet();
            queue.done(key.get());
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    }
    Random chance = new Random(7);
    for (int add = 1; add <= 20_000; add++) {
      String key = "app-" + chance.nextInt(50);
      added.put(key, add);
      queue.add(key, Duration.ofMillis(chance.nextInt(3)));
    }

    await().atMost(5, TimeUnit.SECONDS).until(() -> seen.equals(added));
    assertThat(most).hasValue(1);
    queue.close();
  }

  /** What was worked on may be taken again, and comes again when its work said so. */
  @Test
  void whatIsServedComesAgainAsItsWorkSays() {
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    queue.add("again");
    queue.add("once");

    queue.serve(taken -> {
      int times = seen.merge(taken.key(), 1, Integer::sum);
      if (times == 3) {
        queue.close();
      }
      return taken.key().equals("again") ? Optional.of(Duration.ofMillis(1)) : Optional.empty();
    });

    assertThat(seen).containsEntry("again", 3).containsEntry("once", 1);
  }

  @Test
  void whoeverServesEndsWhenInterrupted() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    Thread serving =
        Thread.startVirtualThread(() ->
            queue.serve(taken -> {
              begun.incrementAndGet();
              new CountDownLatch(1).await();
              return Optional.empty();
            }));
    queue.add("a");
    await().untilAtomic(begun, org.hamcrest.Matchers.is(1));

    serving.interrupt();

    assertThat(serving.join(Duration.ofSeconds(5))).isTrue();
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
