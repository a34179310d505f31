package dev.berth.image.job;

import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.spec.Service;
import dev.berth.state.ImagePins;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pins, read once from the database. */
final class CachedImagePins {
  private static final Duration FOR_EVER = Duration.ofDays(Integer.MAX_VALUE);

  private final ImagePins stored;
  private final Map<Place, Optional<Pin>> known = new ConcurrentHashMap<>();

  CachedImagePins(ImagePins stored) {
    this.stored = stored;
  }

  Optional<Pin> find(Place place) {
    return known.computeIfAbsent(place, stored::find);
  }

  /** Remembers what a revision was given, if that is not what is remembered already. */
  Pin record(Place place, ImageState.Present present, Instant now) {
    String id = present.image().id();
    Optional<Pin> before = find(place).filter(pin -> pin.imageId().equals(id));
    return before.orElseGet(() -> {
      Optional<String> digest = digest(present.reference(), present.image());
      Optional<String> published = find(place).flatMap(Pin::published);
      return save(place, new Pin(present.reference(), id, digest, now, published));
    });
  }

  Pin save(Place place, Pin pin) {
    stored.save(place, pin);
    known.put(place, Optional.of(pin));
    return pin;
  }

  /** The digest of the repository that was asked for, or else the first there is. */
  static Optional<String> digest(String reference, ImageView image) {
    return image.digests().stream()
        .filter(digest -> ImageReferences.areAlike(digest, reference))
        .findFirst()
        .or(() -> image.digests().stream().findFirst());
  }

  /** Whether what was pulled for a reference last is too old for a service. */
  boolean isStale(Service service, String reference, Instant now) {
    Duration age =
        stored
            .lastPull(reference)
            .map(at -> Duration.between(at, now))
            .filter(passed -> !passed.isNegative())
            .orElse(FOR_EVER);
    return service.image().renewal().isStale(age);
  }

  ImagePins stored() {
    return stored;
  }

  /** Reads them anew: others may have changed them. */
  void forget() {
    known.clear();
  }

  /** What is stored stays. */
  void drop(String app) {
    known.keySet().removeIf(place -> place.app().equals(app));
  }
}
