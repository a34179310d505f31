package dev.berth.reconcile.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.FakeEngine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The watch over an engine waits between two tries, and before none. */
class EngineWatchTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicInteger reloads = new AtomicInteger();
  private final EngineWatch watch =
      new EngineWatch(
          new FakeEngine(),
          LONG,
          LONG,
          new EngineWatch.Audience() {
            @Override
            public void onEvent(EngineEvent event) {}

            @Override
            public void lost(String why) {}

            @Override
            public void reload() {
              reloads.incrementAndGet();
            }

            @Override
            public void resync() {}
          });

  @Test
  void listensAtOnce() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(watch::run);
    await().until(() -> reloads.get() == 1);

    watch.close();
    thread.join();
    assertThat(watch.death()).isEmpty();
  }

  @Test
  void beginsAnewAtOnceWhereItIsAskedTo() throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(watch::run);
    await().until(() -> reloads.get() == 1);
    watch.again();
    await().until(() -> reloads.get() == 2);

    watch.close();
    thread.join();
  }

  @Test
  void doesNotListenOnceItIsClosed() {
    watch.close();
    watch.run();
    assertThat(reloads).hasValue(0);
  }
}
