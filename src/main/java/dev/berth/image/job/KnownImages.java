package dev.berth.image.job;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ImageView;
import java.util.HashSet;
import java.util.List;
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
   * Something happened to an image: what is known of its name is doubtful, and looked at again.
   * Most of what others do with images changes nothing for anybody here, and wakes nobody.
   *
   * @return apps whose image it may be, and means another one now
   */
  Set<String> changed(EngineEvent event) {
    String name = event.attribute("name").orElse(event.id());
    Set<String> apps = new HashSet<>();
    known.forEach((reference, found) -> {
      boolean isIt =
          reference.equals(event.id())
              || found.image().filter(image -> image.id().equals(event.id())).isPresent();
      if ((isIt || ImageReferences.areAlike(reference, name)) && isAnother(reference, found)) {
        apps.addAll(found.apps());
      }
    });
    return apps;
  }

  private boolean isAnother(String reference, Known found) {
    try {
      Optional<ImageView> now = engine.image(reference);
      if (now.map(KnownImages::meaning).equals(found.image().map(KnownImages::meaning))) {
        known.replace(reference, found, new Known(now, found.apps()));
        return false;
      }
    } catch (EngineException e) {
      // Nobody knows: whoever uses it asks by himself.
    }
    known.remove(reference, found);
    return true;
  }

  /** What containers are made of, and what is told of it; under which other names matters not. */
  private static List<Object> meaning(ImageView image) {
    return List.of(image.id(), image.digests());
  }
}
