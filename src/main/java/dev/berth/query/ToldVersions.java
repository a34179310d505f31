package dev.berth.query;

import dev.berth.port.WatchLog.Change;
import dev.berth.port.WatchLog.What;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The number of the last change of each thing, as far as it was told of. */
final class ToldVersions {
  private final Map<Key, Long> last = new ConcurrentHashMap<>();

  /** Whatever was told by runs before this one has a smaller number. */
  private volatile long start;

  private record Key(String kind, String name) {}

  /** Forgets all: every thing is at least as new as that. */
  void begin(long number) {
    last.clear();
    start = number;
  }

  void told(Change change) {
    Key key = new Key(change.kind(), change.name());
    if (change.what() == What.DELETED) {
      last.remove(key);
    } else {
      last.put(key, change.number());
    }
  }

  long of(String kind, String name, long stored) {
    return Math.max(stored, last.getOrDefault(new Key(kind, name), start));
  }
}
