package dev.berth.api;

import dev.berth.status.Inventory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/** Carries lines from containers to a client; one that reads slowly slows the reading down. */
final class LogStream implements Inventory.LogSink {
  private static final int WAITING_LINES = 1000;

  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(WAITING_LINES);
  private final boolean events;
  private final boolean named;
  private volatile boolean ended;

  /**
   * Makes one.
   *
   * @param events whether lines are sent as server-sent events
   * @param named whether each line begins with the name of its container
   */
  LogStream(boolean events, boolean named) {
    this.events = events;
    this.named = named;
  }

  @Override
  public void line(String container, String text) {
    put(Optional.of(named ? container + " | " + text : text));
  }

  @Override
  public void end(String error) {
    ended = true;
    put(Optional.empty());
  }

  /** After the end nobody reads any more, so nothing waits for room. */
  private void put(Optional<String> line) {
    try {
      while (!lines.offer(line, 1, java.util.concurrent.TimeUnit.SECONDS)) {
        if (ended) {
          lines.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void copy(Function<Inventory.LogSink, AutoCloseable> source, OutputStream out)
      throws IOException {
    try (AutoCloseable reading = source.apply(this)) {
      for (Optional<String> line = lines.take(); line.isPresent(); line = lines.take()) {
        String text = events ? "data: " + line.get() + "\n\n" : line.get() + "\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the server ends");
    } catch (IOException e) {
      ended = true;
      throw e;
    } catch (Exception e) {
      throw new IOException("read logs", e);
    } finally {
      ended = true;
    }
  }
}
