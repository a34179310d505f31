package dev.berth.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be told of one app.
 *
 * @param reason of its condition or event, one CamelCase word
 * @param message for people, at most {@link #LONGEST} characters
 */
public record NoticeLine(String app, NoticeKind kind, String reason, String message, Instant time) {
  /** Of a message; what a container said at its end may be long. */
  static final int LONGEST = 1000;

  public NoticeLine {
    message = message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message;
  }

  /** As answers and webhooks have it. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("app", app);
    tree.put("kind", kind.text());
    tree.put("reason", reason);
    tree.put("message", message);
    tree.put("time", time.toString());
    return tree;
  }

  /** Back from a tree; empty if it is none of ours. */
  static Optional<NoticeLine> of(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> map)
        || !(map.get("time") instanceof String time)
        || NoticeKind.of(String.valueOf(map.get("kind"))).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NoticeLine(
            String.valueOf(map.get("app")),
            NoticeKind.of(String.valueOf(map.get("kind"))).get(),
            String.valueOf(map.get("reason")),
            String.valueOf(map.get("message")),
            Instant.parse(time)));
  }
}
