package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.spec.Service;
import java.util.Optional;

/**
 * The container that one replica of a service should be.
 *
 * @param settings in full, but for the name, which is chosen when it is made
 * @param fingerprint of the settings
 * @param image how far its image is
 */
public record Blueprint(
    Service service,
    int replica,
    ContainerSettings settings,
    String fingerprint,
    Optional<ImageState> image) {

  /** Whether a container is what it should be, apart from whether it runs. */
  public boolean fits(ContainerView seen) {
    return misfit(seen).isEmpty();
  }

  /** Why a container cannot become what it should be, or empty if it is or can. */
  public Optional<String> misfit(ContainerView seen) {
    String have = seen.owner().map(Ownership::fingerprint).orElse("");
    if (!have.equals(fingerprint)) {
      return Optional.of("settings changed");
    }
    return imageMisfit(seen);
  }

  private Optional<String> imageMisfit(ContainerView seen) {
    if (image.isEmpty()) {
      return Optional.empty();
    }
    String reference = image.get().reference();
    return switch (image.get()) {
      case ImageState.Present present when present.image().id().equals(seen.image()) ->
          Optional.empty();
      case ImageState.Present present ->
          Optional.of("image is now " + shortId(present.image().id()));
      case ImageState.Missing m -> otherReference(reference, seen);
      case ImageState.InProgress p -> otherReference(reference, seen);
      case ImageState.Failed f -> otherReference(reference, seen);
    };
  }

  /** While the image's id is not known, its name has to do. */
  private static Optional<String> otherReference(String wanted, ContainerView seen) {
    return seen.imageReference().equals(wanted)
        ? Optional.empty()
        : Optional.of("image is now " + wanted);
  }

  /** Whether the container can be made at once. */
  public boolean hasImage() {
    return image.isPresent() && image.get() instanceof ImageState.Present;
  }

  private static String shortId(String id) {
    String hex = id.startsWith("sha256:") ? id.substring(7) : id;
    return hex.substring(0, Math.min(12, hex.length()));
  }

  ContainerSettings named(String name) {
    return new ContainerSettings(
        name,
        settings.image(),
        settings.process(),
        settings.environment(),
        settings.labels(),
        settings.ports(),
        settings.expose(),
        settings.mounts(),
        settings.network(),
        settings.healthCheck(),
        settings.restart(),
        settings.resources());
  }
}
