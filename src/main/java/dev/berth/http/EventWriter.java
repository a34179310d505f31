package dev.berth.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes server-sent events, as the HTML standard has them. It is the only place that does:
 * whatever ends a line there ends one here, so that no text becomes a field, or another event.
 */
public final class EventWriter {
  /** Proxies end what is silent for longer. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** The only ends of a line that the standard knows. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private static final Pattern NO_FIELD = Pattern.compile("[\r\n\0]");

  private final OutputStream out;
  private long written = System.nanoTime();

  public EventWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * One event.
   *
   * @param type empty: {@code message}
   * @param id for {@code Last-Event-ID}; empty: none of its own
   * @param data its lines, whatever they hold
   */
  public record Event(Optional<String> type, Optional<String> id, String data) {
    public static Event of(String type, String data) {
      return new Event(Optional.of(type), Optional.empty(), data);
    }

    /** Without type and id. */
    public static Event of(String data) {
      return new Event(Optional.empty(), Optional.empty(), data);
    }

    /** Likewise, with the id from which a client can go on. */
    public Event id(String value) {
      return new Event(type, Optional.of(value), data);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      id.ifPresent(value -> field(text, "id", value));
      type.ifPresent(value -> field(text, "event", value));
      for (String line : lines(data)) {
        text.append("data: ").append(line).append('\n');
      }
      return text.append('\n').toString();
    }
  }

  private static List<String> lines(String text) {
    return List.of(LINE_END.split(text, -1));
  }

  private static void field(StringBuilder text, String name, String value) {
    if (NO_FIELD.matcher(value).find()) {
      throw new IllegalArgumentException("no line end belongs into a field: " + name);
    }
    text.append(name).append(": ").append(value).append('\n');
  }

  /** Sends at once. */
  public void send(Event event) throws IOException {
    write(event);
    out.flush();
  }

  /** Sends with the next {@link #flush}. */
  public void write(Event event) throws IOException {
    put(event.text());
  }

  /** Tells how far the client is, or nothing but that it is not forgotten. */
  public void mark(@Nullable String id, String comment) throws IOException {
    StringBuilder text = new StringBuilder();
    if (id != null) {
      field(text, "id", id);
    }
    lines(comment).forEach(line -> text.append(": ").append(line).append('\n'));
    put(text.append('\n').toString());
    out.flush();
  }

  /** Nothing is new: keeps the connection alive where it was silent for long, and says whether. */
  public boolean rest(@Nullable String id) throws IOException {
    boolean isLong = System.nanoTime() - written > SILENCE.toNanos();
    if (isLong) {
      mark(id, "still here");
    }
    return isLong;
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void put(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    written = System.nanoTime();
  }
}
