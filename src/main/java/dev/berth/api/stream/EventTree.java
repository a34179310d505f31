package dev.berth.api.stream;

import dev.berth.status.AppEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event as clients are shown it. */
public final class EventTree {
  private EventTree() {}

  /** Of an app. */
  public static Map<String, Object> of(AppEvent event) {
    Map<String, Object> tree = plain(event);
    tree.put("app", event.app());
    tree.put("service", event.subject().service().orElse(null));
    tree.put("container", event.subject().container().orElse(null));
    tree.put("resourceVersion", Long.toString(Math.max(0, event.version())));
    return tree;
  }

  /** Without what only events of apps have. */
  public static Map<String, Object> plain(AppEvent event) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", event.id());
    tree.put("time", event.time().toString());
    tree.put("type", event.warning() ? "Warning" : "Normal");
    tree.put("reason", event.reason());
    tree.put("message", event.message());
    tree.put("tookMillis", event.took().map(Duration::toMillis).orElse(null));
    tree.put("count", event.count());
    return tree;
  }
}
