package dev.berth.image.gc;

import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.observe.ImageView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes images that nobody needs. */
public final class UnusedImages {
  /** What names that Berth gives begin with. */
  private static final String OWN_NAMES = "berth/";

  private final ImageEngine engine;
  private final ImageUse use;
  private final String instance;

  /** Over an engine; {@code instance} is the Berth whose builds are its own. */
  public UnusedImages(ImageEngine engine, ImageUse use, String instance) {
    this.engine = engine;
    this.use = use;
    this.instance = instance;
  }

  /**
   * Which images.
   *
   * @param all those with a name as well; else those without, and builds that nobody needs
   * @param unmanaged those that this Berth did not build as well
   * @param olderThan made that long ago
   * @param labels with exactly these values
   */
  public record Filter(
      boolean all, boolean unmanaged, Optional<Duration> olderThan, Map<String, String> labels) {
    public Filter {
      labels = Map.copyOf(labels);
    }
  }

  /** What a removal would take. */
  public List<ImageView> find(Filter filter, Instant now) {
    ImageUse.Uses uses = use.look();
    return engine.images().stream()
        .filter(image -> matches(image, filter, now))
        .filter(image -> uses.of(image).isEmpty())
        .toList();
  }

  private boolean matches(ImageView image, Filter filter, Instant now) {
    boolean isOwn = instance.equals(image.labels().get(ImageView.BUILD_INSTANCE));
    boolean isNameless =
        image.tags().isEmpty()
            || (isOwn && image.tags().stream().allMatch(tag -> tag.startsWith(OWN_NAMES)));
    return (isOwn || filter.unmanaged())
        && (isNameless || filter.all())
        && image.labels().entrySet().containsAll(filter.labels().entrySet())
        && filter.olderThan().filter(age -> image.createdAt().isAfter(now.minus(age))).isEmpty();
  }

  /**
   * Removes images.
   *
   * @return those that are gone; what somebody began to use meanwhile stays
   */
  public List<ImageView> remove(List<ImageView> images) {
    List<ImageView> gone = new ArrayList<>();
    for (ImageView image : images) {
      try {
        if (image.tags().isEmpty()) {
          engine.removeImage(image.id(), false);
        }
        image.tags().forEach(tag -> engine.removeImage(tag, false));
        gone.add(image);
      } catch (EngineException e) {
        if (e.isTransient()) {
          throw e;
        }
        // In use since a moment ago, or gone by another hand.
      }
    }
    return gone;
  }
}
