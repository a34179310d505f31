package dev.berth.http.relay;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Server-sent events, as EventWriter writes them: the id of one comes first. */
final class EventFrames extends WatchFrames {
  private static final String ID = "id: ";

  /** No id is longer. */
  private static final int LONGEST = 32;

  EventFrames(OptionalLong after) {
    super(after);
  }

  @Override
  int end(Buffer bytes, int from) {
    for (int at = from + 1; at < bytes.length(); at++) {
      if (bytes.getByte(at) == '\n' && bytes.getByte(at - 1) == '\n') {
        return at + 1;
      }
    }
    return -1;
  }

  @Override
  OptionalLong number(Buffer part) {
    String head =
        part.getString(0, Math.min(LONGEST, part.length()), StandardCharsets.US_ASCII.name());
    int end = head.indexOf('\n');
    String id = end > 0 && head.startsWith(ID) ? head.substring(ID.length(), end) : "";
    return id.matches("-?\\d{1,18}")
        ? OptionalLong.of(Math.max(0, Long.parseLong(id)))
        : OptionalLong.empty();
  }
}
