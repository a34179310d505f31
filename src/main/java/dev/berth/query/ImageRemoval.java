package dev.berth.query;

import dev.berth.image.gc.ImageUse;
import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.port.ImageOperations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The removal of an image, or of one of its names: what stands in its way and what it takes, by the
 * rules of Docker's engine.
 *
 * @param reference a name, or an id
 */
record ImageRemoval(ImageView image, String reference, ImageUse.Uses uses) {

  /** Why it cannot be, for people; empty if it can. */
  Optional<String> obstacle(boolean force) {
    if (force) {
      return isId()
          ? runner().map(c -> stays("container " + c.name() + " runs from it; stop that first"))
          : Optional.empty();
    }
    boolean isOnlyName = image.tags().size() > 1 && !isId();
    List<String> reasons = isOnlyName ? uses.ofName(image, reference) : uses.of(image);
    if (!reasons.isEmpty()) {
      return Optional.of(
          stays(String.join("; ", reasons)) + "; force=true removes it all the same");
    }
    return isId() && !isOneName()
        ? Optional.of(
            stays("it has the names " + String.join(", ", names()))
                + "; remove those, or all at once with force=true")
        : Optional.empty();
  }

  private String stays(String why) {
    return "image " + reference + " stays: " + why;
  }

  boolean isId() {
    String hex = reference.replaceFirst("^sha256:", "");
    return image.id().startsWith("sha256:" + hex)
        && image.tags().stream().noneMatch(tag -> ImageReferences.areEqual(tag, reference));
  }

  private Optional<ContainerView> runner() {
    return uses.containers().stream()
        .filter(c -> c.image().equals(image.id()) && c.life().state().isAlive())
        .findFirst();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(image.tags());
    names.addAll(image.digests());
    return names;
  }

  /** One tag, with digests of the same repository: the engine takes that for one name. */
  private boolean isOneName() {
    Set<String> repositories = new HashSet<>();
    names().forEach(name -> repositories.add(ImageReferences.repository(name)));
    return image.tags().size() < 2 && repositories.size() < 2;
  }

  /** What goes; of layers only the engine knows. */
  ImageOperations.Removed foreseen() {
    List<String> gone = isId() ? names() : names().stream().filter(this::goes).toList();
    boolean stays = gone.size() < names().size() || (!isId() && runner().isPresent());
    return new ImageOperations.Removed(gone, stays ? List.of() : List.of(image.id()));
  }

  /** The name itself; and with the last tag of a repository the digests there. */
  private boolean goes(String name) {
    return ImageReferences.areEqual(name, reference)
        || (isLastTag()
            && name.contains("@")
            && ImageReferences.repository(name).equals(ImageReferences.repository(reference)));
  }

  private boolean isLastTag() {
    return !reference.contains("@")
        && image.tags().stream()
            .filter(tag -> !ImageReferences.areEqual(tag, reference))
            .noneMatch(tag ->
                ImageReferences.repository(tag).equals(ImageReferences.repository(reference)));
  }
}
