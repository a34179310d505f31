package dev.berth.api.stream;

import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.port.EngineInventory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries lines from containers to a client; one that reads slowly slows the reading down. */
public final class LogStream implements EngineInventory.LogSink {
  private static final int WAITING_LINES = 64;

  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(WAITING_LINES);
  private final boolean named;
  private volatile boolean isLeft;

  /**
   * Makes one.
   *
   * @param named whether each line begins with the name of its container
   */
  public LogStream(boolean named) {
    this.named = named;
  }

  @Override
  public void line(String container, String text) {
    put(Optional.of(named ? container + " | " + text : text));
  }

  @Override
  public void end(String error) {
    put(Optional.empty());
  }

  /** Once the client has left nobody reads any more, so nothing waits for room. */
  private void put(Optional<String> line) {
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

  /** Text, a line after the other. */
  public void copy(
      Function<EngineInventory.LogSink, AutoCloseable> source,
      OutputStream out,
      BooleanSupplier client)
      throws IOException, InterruptedException {
    copy(
        source,
        client,
        line -> {
          if (line != null) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
          if (lines.isEmpty()) {
            out.flush();
          }
        });
  }

  /** An event for each line. */
  public void copy(
      Function<EngineInventory.LogSink, AutoCloseable> source,
      EventWriter events,
      BooleanSupplier client)
      throws IOException, InterruptedException {
    copy(
        source,
        client,
        line -> {
          if (line == null) {
            boolean unused = events.rest(null);
          } else {
            events.write(EventWriter.Event.of(line));
          }
          if (lines.isEmpty()) {
            events.flush();
          }
        });
  }

  /** Takes a line, or nothing where none came for a while. */
  private interface Taker {
    void take(@Nullable String line) throws IOException;
  }

  private void copy(
      Function<EngineInventory.LogSink, AutoCloseable> source, BooleanSupplier client, Taker taker)
      throws IOException, InterruptedException {
    try (AutoCloseable reading = source.apply(this)) {
      take(client, taker);
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("read logs", e);
    } finally {
      isLeft = true;
    }
  }

  private void take(BooleanSupplier client, Taker taker) throws IOException, InterruptedException {
    try {
      boolean isOver = false;
      while (!isOver && client.getAsBoolean()) {
        Optional<String> line = lines.poll(StreamClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        isOver = line != null && line.isEmpty();
        if (!isOver) {
          taker.take(line == null ? null : line.get());
        }
      }
    } finally {
      isLeft = true; // Before the reading is closed: a line that waits for room lets go.
    }
  }
}
