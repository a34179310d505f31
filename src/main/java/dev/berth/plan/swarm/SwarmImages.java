package dev.berth.plan.swarm;

import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.spec.ImageReference;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tasks are told to run. Nodes pull by themselves; what is built they can only pull if it was
 * pushed.
 */
public final class SwarmImages {
  /** What stands before names that say of no registry where they are. */
  private static final Pattern OF_ENGINE = Pattern.compile("^(?:berth|library)/");

  private SwarmImages() {}

  /** As it was declared. */
  public static String reference(SwarmWish wish, Service service) {
    return switch (service.image()) {
      case ImageSource.Registry registry -> registry.reference();
      case ImageSource.Build build ->
          build
              .push()
              .or(() ->
                  Optional.ofNullable(wish.images().get(service.name())).map(ImageState::reference))
              .orElse("");
    };
  }

  /** For tasks; empty while it is not there. */
  static Optional<String> image(SwarmWish wish, Service service) {
    return switch (service.image()) {
      case ImageSource.Registry registry -> Optional.of(registry.reference());
      case ImageSource.Build build ->
          Optional.ofNullable(wish.images().get(service.name()))
              .flatMap(state ->
                  state instanceof ImageState.Present present
                      ? built(build, present.image())
                      : Optional.empty());
    };
  }

  /**
   * By its digest where it was pushed; by its id where there is only the engine that has built it.
   */
  private static Optional<String> built(ImageSource.Build build, ImageView image) {
    return build.push().isEmpty() ? Optional.of(image.id()) : build.push().flatMap(image::digest);
  }

  /**
   * What a service wants, pushed to a registry where it says nothing of that itself: the same tag
   * means the same image there, so what ran before can be pulled as well.
   *
   * @param registry {@code HOST[:PORT][/PATH]}
   * @param reference of what is built, on the engine that builds it
   */
  public static ImageSource pushed(ImageSource.Build build, String registry, String reference) {
    ImageReference name = ImageReference.of(reference);
    String path = OF_ENGINE.matcher(name.path()).replaceFirst("");
    return build.push().isPresent()
        ? build
        : build.withPush(registry + "/" + path + ":" + name.tag());
  }
}
