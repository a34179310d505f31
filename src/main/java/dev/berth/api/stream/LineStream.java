package dev.berth.api.stream;

import dev.berth.api.http.JsonMaps;
import dev.berth.http.EventWriter;
import dev.berth.port.EngineInventory;
import dev.berth.port.EngineInventory.LogPart;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.port.LogLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries lines as data to a client, in the order of their times over all containers: first those
 * that are there, then those that come, each held back for a moment in which older ones of others
 * may come. So the time of a line is its id, from which a client can go on.
 */
public final class LineStream implements EngineInventory.LogSink {
  private static final Duration HELD = Duration.ofMillis(250);
  private static final Duration TICK = Duration.ofMillis(50);

  /** By so much clocks may be apart: what came last is left to the part that goes on. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private static final int WAITING_LINES = 256;
  private static final int MOST_HELD = 1000;

  private final LogPart part;
  private final List<LogLine> first;
  private final Instant mark;
  private final LineQueue<LogLine> lines = new LineQueue<>(WAITING_LINES);
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparing((Held one) -> one.line().time()));

  private record Held(LogLine line, long since) {}

  /**
   * Makes one.
   *
   * @param first lines that are there, as they were read after {@code now}
   */
  public LineStream(LogPart part, List<LogLine> first, Instant now) {
    this.part = part;
    this.first = first;
    this.mark = now.minus(MARGIN);
  }

  /** From when on the part that goes on has to be read. */
  public Instant mark() {
    return mark;
  }

  @Override
  public void line(LogSource source, String text) {
    LogLine line =
        LogLine.of(source, text).orElseGet(() -> new LogLine(Instant.now(), source, text));
    if (!line.time().isBefore(mark) && part.has(line)) {
      lines.put(line);
    }
  }

  @Override
  public void end(String error) {
    lines.end();
  }

  /** Where lines go to. */
  public interface Out {
    void write(LogLine line) throws IOException;

    void flush() throws IOException;
  }

  /** As server-sent events. */
  public static Out events(EventWriter events) {
    return new Out() {
      @Override
      public void write(LogLine line) throws IOException {
        events.write(EventWriter.Event.of(json(line)).id(line.time().toString()));
      }

      @Override
      public void flush() throws IOException {
        boolean unused = events.rest(null);
        events.flush();
      }
    };
  }

  /** As a document on each line. */
  public static Out documents(OutputStream out) {
    return new Out() {
      @Override
      public void write(LogLine line) throws IOException {
        out.write((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  static String json(LogLine line) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("time", line.time().toString());
    tree.put("service", line.source().service());
    tree.put("replica", line.source().replica());
    tree.put("container", line.source().container());
    tree.put("stream", line.source().isError() ? "stderr" : "stdout");
    tree.put("line", line.text());
    return JsonMaps.json(tree);
  }

  /** All there is; and, where there is {@code more}, what comes from then on. */
  public void copy(
      Out out,
      Optional<Function<EngineInventory.LogSink, AutoCloseable>> more,
      BooleanSupplier client)
      throws IOException, InterruptedException {
    for (LogLine line : first) {
      if (more.isEmpty() || line.time().isBefore(mark)) {
        out.write(line);
      }
    }
    out.flush();
    if (more.isPresent()) {
      lines.copy(this, more.get(), client, TICK, (line, isOver) -> take(out, line, isOver));
    }
  }

  private void take(Out out, Optional<LogLine> line, boolean isOver) throws IOException {
    line.ifPresent(one -> held.add(new Held(one, System.nanoTime())));
    send(out, isOver);
    if (lines.isEmpty()) {
      out.flush();
    }
  }

  private void send(Out out, boolean all) throws IOException {
    long due = System.nanoTime() - HELD.toNanos();
    for (Held next = held.peek();
        next != null && (all || next.since() <= due || held.size() > MOST_HELD);
        next = held.peek()) {
      held.remove();
      out.write(next.line());
    }
  }
}
