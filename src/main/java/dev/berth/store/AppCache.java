package dev.berth.store;

import dev.berth.state.DesiredApp;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Apps that were read from their text already. The version of a row never comes twice, so what is
 * kept for one is right for ever; those not asked for the longest go when there are too many.
 */
final class AppCache {
  private final long most;
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  private record Kept(DesiredApp app, int weight) {}

  /**
   * @param most how much text the apps may have been read from, in characters; what they take of
   *     the memory is some five bytes for each
   */
  AppCache(long most) {
    this.most = most;
  }

  synchronized Optional<DesiredApp> find(String name, long version) {
    return Optional.ofNullable(kept.get(name))
        .map(Kept::app)
        .filter(app -> app.resourceVersion() == version);
  }

  /** An older version than the one that is kept is not. */
  synchronized void keep(DesiredApp app, int characters) {
    Kept before = kept.get(app.name());
    if (before != null && before.app().resourceVersion() > app.resourceVersion()) {
      return;
    }
    forget(app.name());
    kept.put(app.name(), new Kept(app, characters));
    weight += characters;
    Iterator<Kept> oldest = kept.values().iterator();
    while (weight > most && oldest.hasNext()) {
      weight -= oldest.next().weight();
      oldest.remove();
    }
  }

  synchronized void forget(String name) {
    Kept before = kept.remove(name);
    weight -= before == null ? 0 : before.weight();
  }
}
