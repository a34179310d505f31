package dev.berth.reconcile.cache;

import dev.berth.engine.EngineEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last event of each image's name, the oldest forgotten. Used under a lock of its owner. */
final class ImageTouches extends LinkedHashMap<String, EngineEvent> {
  private static final long serialVersionUID = 1;
  private static final int MANY = 500;

  /** An image that loses a name, or goes, is no new one of that name. */
  void onEvent(EngineEvent event) {
    if (!event.action().equals("untag") && !event.action().equals("delete")) {
      event.attribute("name").ifPresent(name -> put(name, event));
    }
  }

  Optional<EngineEvent> last(String name) {
    return Optional.ofNullable(get(name));
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, EngineEvent> eldest) {
    return size() > MANY;
  }
}
