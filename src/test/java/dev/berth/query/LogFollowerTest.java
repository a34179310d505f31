package dev.berth.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.berth.engine.FakeEngine;
import dev.berth.observe.Ownership;
import dev.berth.port.EngineInventory.LogQuery;
import dev.berth.port.EngineInventory.LogSink;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.Rig;
import dev.berth.status.AppStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17: who follows a long log is not kept from reading it by what waits to be read. */
class LogFollowerTest {
  private static final LogQuery FOLLOW =
      new LogQuery(
          Optional.empty(),
          OptionalInt.empty(),
          true,
          OptionalInt.empty(),
          Optional.empty(),
          false);

  @TempDir Path folder;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(1);

  private final LogSink sink =
      new LogSink() {
        @Override
        public void line(LogSource source, String text) {
          try {
            lines.put(text);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }

        @Override
        public void end(String error) {}
      };

  /** Somebody who subscribes only when lines wait already. */
  private final StatusStore late =
      new StatusStore() {
        @Override
        public Optional<AppStatus> find(String app) {
          return Optional.empty();
        }

        @Override
        public AutoCloseable subscribe(BiConsumer<String, Optional<AppStatus>> listener) {
          await().until(() -> lines.remainingCapacity() == 0);
          return () -> {};
        }
      };

  @Test
  void beginsThoughMoreLinesWaitThanThereIsRoomFor() {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put("{name: shop, image: 'web:1'}");
    rig.berth().converge();

    int read =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> {
              new LogFollower(rig.engine, Map.of(Ownership.APP, "shop"), FOLLOW, sink)
                  .begin(late, "shop");
              int taken = 0;
              while (taken < FakeEngine.CHATTER && !lines.take().isEmpty()) {
                taken++;
              }
              return taken;
            });

    assertThat(read).isEqualTo(FakeEngine.CHATTER);
  }
}
