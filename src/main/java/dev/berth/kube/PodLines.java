package dev.berth.kube;

import dev.berth.port.EngineInventory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lines of one container to one client; each is waited for. */
final class PodLines implements EngineInventory.LogSink {
  private static final long PATIENCE_MILLIS = 500;

  private final String container;
  private final OutputStream out;
  private final CountDownLatch end = new CountDownLatch(1);

  PodLines(String container, OutputStream out) {
    this.container = container;
    this.out = out;
  }

  @Override
  public synchronized void line(EngineInventory.LogSource source, String text) {
    if (source.container().equals(container) && end.getCount() > 0) {
      try {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        end.countDown(); // The client has gone.
      }
    }
  }

  @Override
  public void end(String error) {
    end.countDown();
  }

  /** Until the last line, or as long as the client is there. */
  void awaitEnd(BooleanSupplier client) throws InterruptedException {
    boolean isOver = false;
    while (!isOver && client.getAsBoolean()) {
      isOver = end.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
