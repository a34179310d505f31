package dev.berth.api.stream;

import dev.berth.port.EngineInventory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Lines on their way from who reads them to a client; where he takes them slowly, the reading is
 * slowed down.
 */
final class LineQueue<T> {
  private final BlockingQueue<Optional<T>> lines;
  private volatile boolean isLeft;

  LineQueue(int room) {
    this.lines = new ArrayBlockingQueue<>(room);
  }

  /** Takes what comes. */
  interface Taker<T> {
    /**
     * A step.
     *
     * @param line empty where none came for a while
     * @param isOver whether no more will come
     */
    void take(Optional<T> line, boolean isOver) throws IOException;
  }

  void put(T line) {
    add(Optional.of(line));
  }

  /** No more will come. */
  void end() {
    add(Optional.empty());
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Once the client has left nobody reads any more, so nothing waits for room. */
  private void add(Optional<T> line) {
    try {
      while (!lines.offer(line, 1, TimeUnit.SECONDS)) {
        if (isLeft) {
          lines.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Hands over what is read until it ends or the client leaves.
   *
   * @param tick for how long a step waits for a line
   */
  void copy(
      EngineInventory.LogSink sink,
      Function<EngineInventory.LogSink, AutoCloseable> source,
      BooleanSupplier client,
      Duration tick,
      Taker<T> taker)
      throws IOException, InterruptedException {
    try (AutoCloseable reading = source.apply(sink)) {
      take(client, tick, taker);
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("read logs", e);
    } finally {
      isLeft = true;
    }
  }

  private void take(BooleanSupplier client, Duration tick, Taker<T> taker)
      throws IOException, InterruptedException {
    try {
      boolean isOver = false;
      while (!isOver && client.getAsBoolean()) {
        Optional<T> line = lines.poll(tick.toMillis(), TimeUnit.MILLISECONDS);
        isOver = line != null && line.isEmpty();
        taker.take(line == null ? Optional.empty() : line, isOver);
      }
    } finally {
      isLeft = true; // Before the reading is closed: a line that waits for room lets go.
    }
  }
}
