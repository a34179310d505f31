package dev.berth.reconcile;

import dev.berth.state.ImagePins;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database of pins that outlives every Berth of a test. */
public final class MemoryPins implements ImagePins {
  private final Map<Place, Pin> pins = new HashMap<>();
  private final Map<Place, String> logs = new HashMap<>();
  private final Map<String, Instant> pulls = new HashMap<>();

  @Override
  public Optional<Pin> find(Place place) {
    return Optional.ofNullable(pins.get(place));
  }

  @Override
  public void save(Place place, Pin pin) {
    pins.put(place, pin);
  }

  @Override
  public List<Pinned> of(String app) {
    return pins.entrySet().stream()
        .filter(e -> e.getKey().app().equals(app))
        .map(e -> new Pinned(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingLong(pinned -> -pinned.place().revision()))
        .toList();
  }

  @Override
  public void saveLog(Place place, String log) {
    logs.put(place, log);
  }

  @Override
  public Optional<String> log(Place place) {
    return Optional.ofNullable(logs.get(place));
  }

  @Override
  public Optional<Instant> lastPull(String reference) {
    return Optional.ofNullable(pulls.get(reference));
  }

  @Override
  public void savePull(String reference, Instant at) {
    pulls.put(reference, at);
  }

  @Override
  public void forget(String app) {
    pins.keySet().removeIf(place -> place.app().equals(app));
    logs.keySet().removeIf(place -> place.app().equals(app));
  }
}
