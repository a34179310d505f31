package dev.berth.image.build;

import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ImageState;
import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Images that one service of an app takes from another: a base that the other builds, or the very
 * image. They are not asked of a registry, but waited for.
 */
public final class SiblingImages {
  private final BaseImages baseImages;

  public SiblingImages(BaseImages baseImages) {
    this.baseImages = baseImages;
  }

  /** The other service that builds what a reference means. */
  public Optional<Service> builder(App app, Service service, String reference) {
    return app.services().values().stream()
        .filter(other -> !other.name().equals(service.name()))
        .filter(other ->
            other.image() instanceof ImageSource.Build build
                && build.names().stream()
                    .anyMatch(name -> ImageReferences.areEqual(name, reference)))
        .findFirst();
  }

  private List<Service> builders(App app, Service service) {
    List<String> references =
        switch (service.image()) {
          case ImageSource.Build build -> baseImages.of(build);
          case ImageSource.Registry registry -> List.of(registry.reference());
        };
    return references.stream().flatMap(base -> builder(app, service, base).stream()).toList();
  }

  /** Whether another can be built before a service. */
  public boolean isFirst(App app, Service other, Service service) {
    return !isInCircle(app, service, other, new HashSet<>());
  }

  /** In a circle nobody could begin: there a name means what it means outside. */
  private boolean isInCircle(App app, Service service, Service from, Set<String> seen) {
    return from.name().equals(service.name())
        || (seen.add(from.name())
            && builders(app, from).stream().anyMatch(next -> isInCircle(app, service, next, seen)));
  }

  /**
   * How far the image of a service is as far as others have it in hand; empty where it is its own
   * affair.
   *
   * @param look how far the image of another service is
   */
  public Optional<ImageState> state(App app, Service service, Function<Service, ImageState> look) {
    return builders(app, service).stream()
        .filter(other -> isFirst(app, other, service))
        .flatMap(other -> through(service, other, look.apply(other)).stream())
        .findFirst();
  }

  private static Optional<ImageState> through(Service service, Service other, ImageState state) {
    String why = "waits for the image of service " + other.name() + ": ";
    return switch (state) {
      case ImageState.Present there ->
          service.image() instanceof ImageSource.Registry registry
              ? Optional.of(new ImageState.Present(registry.reference(), there.image()))
              : Optional.empty();
      case ImageState.Missing missing ->
          Optional.of(
              new ImageState.InProgress(
                  missing.reference(), "building", Instant.EPOCH, why + "it comes first", ""));
      case ImageState.InProgress job ->
          Optional.of(
              new ImageState.InProgress(
                  job.reference(), job.verb(), job.since(), why + job.progress(), job.operation()));
      case ImageState.Failed failed ->
          Optional.of(
              new ImageState.Failed(
                  failed.reference(), failed.reason(), why + failed.message(), failed.retryAt()));
    };
  }
}
