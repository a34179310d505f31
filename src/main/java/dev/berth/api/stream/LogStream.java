package dev.berth.api.stream;

import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.port.EngineInventory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Carries lines from containers to a client; one that reads slowly slows the reading down. */
public final class LogStream implements EngineInventory.LogSink {
  private static final int WAITING_LINES = 64;

  private final LineQueue<String> lines = new LineQueue<>(WAITING_LINES);
  private final boolean named;

  /**
   * Makes one.
   *
   * @param named whether each line begins with the name of its container
   */
  public LogStream(boolean named) {
    this.named = named;
  }

  @Override
  public void line(EngineInventory.LogSource source, String text) {
    lines.put(named ? source.container() + " | " + text : text);
  }

  @Override
  public void end(String error) {
    lines.end();
  }

  /** Text, a line after the other. */
  public void copy(
      Function<EngineInventory.LogSink, AutoCloseable> source,
      OutputStream out,
      BooleanSupplier client)
      throws IOException, InterruptedException {
    lines.copy(
        this,
        source,
        client,
        StreamClient.PATIENCE,
        (line, isOver) -> {
          if (line.isPresent()) {
            out.write((line.get() + "\n").getBytes(StandardCharsets.UTF_8));
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
    lines.copy(
        this,
        source,
        client,
        StreamClient.PATIENCE,
        (line, isOver) -> {
          if (line.isPresent()) {
            events.write(EventWriter.Event.of(line.get()));
          } else if (!isOver) {
            boolean unused = events.rest(null);
          }
          if (lines.isEmpty()) {
            events.flush();
          }
        });
  }
}
