package dev.berth.image.job;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.ImageEngine;
import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ImageView;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What references are known to mean on the engine, so that an unchanged app asks nothing. */
final class KnownImages {
  private final ImageEngine engine;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What a reference is known to mean.
   *
   * @param image empty: not on the engine
   * @param apps that asked
   */
  private record Known(Optional<ImageView> image, Set<String> apps) {}

  KnownImages(ImageEngine engine) {
    this.engine = engine;
  }

  /** By reference or id. */
  Optional<ImageView> look(String app, String reference) {
    Known found = known.get(reference);
    if (found == null) {
      found = new Known(engine.image(reference), ConcurrentHashMap.newKeySet());
      known.put(reference, found);
    }
    found.apps().add(app);
    return found.image();
  }

  void forget(String reference) {
    known.remove(reference);
  }

  /** Nothing that is known can be trusted any more. */
  void changed() {
    known.clear();
  }

  /**
   * Something happened to an image: what is known of its name is doubtful.
   *
   * @return apps whose image it may be
   */
  Set<String> changed(EngineEvent event) {
    String name = event.attribute("name").orElse(event.id());
    Set<String> apps = new HashSet<>();
    known.forEach((reference, found) -> {
      boolean isIt =
          reference.equals(event.id())
              || found.image().filter(image -> image.id().equals(event.id())).isPresent();
      if ((isIt || ImageReferences.areAlike(reference, name)) && known.remove(reference, found)) {
        apps.addAll(found.apps());
      }
    });
    return apps;
  }
}
