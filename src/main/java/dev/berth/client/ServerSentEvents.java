package dev.berth.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events, as the HTML standard has them. */
public final class ServerSentEvents {
  private final BufferedReader in;
  private String lastId = "";

  /**
   * One of them.
   *
   * @param type {@code message} where none is told
   */
  public record Event(String type, String data) {}

  public ServerSentEvents(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The id to go on after, also that of a block without data; empty: none was told yet. */
  public String lastId() {
    return lastId;
  }

  /** The next one; nothing at the end of the stream. */
  public Optional<Event> next() throws IOException {
    String type = "message";
    StringBuilder data = new StringBuilder();
    String id = lastId;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        lastId = id;
        if (!data.isEmpty()) {
          return Optional.of(new Event(type, data.substring(0, data.length() - 1)));
        }
        type = "message";
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (name) {
        case "data" -> data.append(value).append('\n');
        case "event" -> type = value;
        case "id" -> id = value;
        default -> {}
      }
    }
    return Optional.empty();
  }
}
