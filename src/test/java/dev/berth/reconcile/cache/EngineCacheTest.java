package dev.berth.reconcile.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.EngineException;
import dev.berth.engine.FakeEngine;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is told before the engine has answered for the first time. */
class EngineCacheTest {
  private final EngineCache cache = new EngineCache(new FakeEngine(), "me");
  private final AtomicReference<Thread> asking = new AtomicReference<>();

  /** Returns once somebody waits. */
  private CompletableFuture<Set<String>> early() {
    CompletableFuture<Set<String>> answer = new CompletableFuture<>();
    asking.set(
        Thread.ofPlatform()
            .start(() -> {
              try {
                answer.complete(cache.apps());
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            }));
    await().until(() -> asking.get().getState() == Thread.State.TIMED_WAITING);
    return answer;
  }

  @Test
  void whoAsksTooEarlyIsAnsweredWhenTheEngineHasBeenSeen()
      throws ExecutionException, InterruptedException {
    CompletableFuture<Set<String>> answer = early();

    cache.reload();

    assertThat(answer.get()).isEmpty();
  }

  @Test
  void orIsToldAtOnceThatItDoesNotAnswer() {
    CompletableFuture<Set<String>> answer = early();

    cache.lost("no such socket");

    assertThatThrownBy(answer::get)
        .hasCauseInstanceOf(EngineException.class)
        .hasMessageContaining("no such socket");
  }
}
