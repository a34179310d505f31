package dev.berth.image.job;

import dev.berth.state.ImagePins.Place;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Who wants what a job makes. */
final class JobWaiters {
  private final Set<Place> waiting = ConcurrentHashMap.newKeySet();
  private final Set<String> askers = ConcurrentHashMap.newKeySet();
  private volatile boolean kept;

  void join(Place place) {
    waiting.add(place);
    askers.add(place.app());
  }

  /** Somebody asked for it by itself: it goes on though no app waits for it. */
  void keep() {
    kept = true;
  }

  /** Who it is told of, though it does not wait. */
  void asked(String app) {
    askers.add(app);
  }

  /** Takes back wishes; true if that leaves nobody. */
  boolean leave(Collection<Place> places) {
    return waiting.removeAll(places) && waiting.isEmpty() && !kept;
  }

  Set<Place> waiting() {
    return waiting;
  }

  /** Those that wait now. */
  Set<String> apps() {
    return waiting.stream().map(Place::app).collect(Collectors.toSet());
  }

  /** All that ever waited. */
  List<String> askers() {
    return askers.stream().sorted().toList();
  }
}
