package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.spec.Mount;
import dev.berth.spec.RunOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Volumes without a name: those of {@code volumes: [/data]}, and those that an image asks for. The
 * engine names them by chance; a container that Berth makes mounts them by names of Berth's, and a
 * label of it says which those are.
 */
public final class UnnamedVolumeNames {
  /**
   * Between paths, as in {@code PATH}: none with a colon can be told to the engine beside a name.
   */
  static final String BETWEEN = ":";

  private UnnamedVolumeNames() {}

  /** Those of one container: names on the engine, by path. */
  public static SortedMap<String, String> of(ContainerView seen) {
    Set<String> told = paths(seen, Ownership.UNNAMED);
    ContainerSettings settings = seen.settings();
    Set<String> named = targets(named(settings.mounts()));
    // Of another container's volumes nothing shows who named them.
    boolean shares = settings.options().get(RunOption.VOLUMES_FROM).isPresent();
    Set<String> nameless = targets(nameless(settings.mounts()));
    SortedMap<String, String> unnamed = new TreeMap<>(seen.volumes());
    unnamed.keySet().removeAll(copies(seen).keySet());
    unnamed
        .keySet()
        .removeIf(path ->
            !told.contains(path) && !nameless.contains(path) && (named.contains(path) || shares));
    return unnamed;
  }

  private static Set<String> paths(ContainerView seen, String label) {
    return new TreeSet<>(List.of(seen.labels().getOrDefault(label, "").split(BETWEEN, -1)));
  }

  /** Those of one container that hold nothing but what Berth wrote there: names by path. */
  static SortedMap<String, String> copies(ContainerView seen) {
    SortedMap<String, String> copies = new TreeMap<>(seen.volumes());
    copies.keySet().retainAll(paths(seen, Ownership.COPIES));
    copies.keySet().retainAll(targets(nameless(seen.settings().mounts())));
    return copies;
  }

  private static Stream<Mount.OfVolume> volumes(List<Mount> mounts) {
    return mounts.stream()
        .flatMap(m -> m instanceof Mount.OfVolume volume ? Stream.of(volume) : Stream.empty());
  }

  private static Stream<Mount.OfVolume> nameless(List<Mount> mounts) {
    return volumes(mounts).filter(volume -> volume.volume().isEmpty());
  }

  private static Stream<Mount.OfVolume> named(List<Mount> mounts) {
    return volumes(mounts).filter(volume -> volume.volume().isPresent());
  }

  private static Set<String> targets(Stream<? extends Mount> mounts) {
    return mounts.map(mount -> path(mount.target())).collect(Collectors.toCollection(TreeSet::new));
  }

  /** As the engine shows it, however it was written. */
  static String path(String target) {
    String single = target.replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }

  /**
   * Where containers of an image with these mounts have volumes without a name. What shares the
   * volumes of others gets none for its image that those have: then the engine makes the rest.
   */
  static Set<String> targets(ContainerSettings settings, ImageDefaults image) {
    boolean shares = settings.options().get(RunOption.VOLUMES_FROM).isPresent();
    Set<String> all = targets(nameless(settings.mounts()));
    if (!shares) {
      all.addAll(ofImage(settings.mounts(), image));
    }
    all.removeIf(path -> path.contains(BETWEEN));
    return all;
  }

  private static Set<String> ofImage(List<Mount> mounts, ImageDefaults image) {
    Set<String> asked =
        image.volumes().stream().map(UnnamedVolumeNames::path).collect(Collectors.toSet());
    asked.removeAll(targets(mounts.stream()));
    return asked;
  }

  /** Those that a container may write into. */
  static Set<String> written(List<Mount> mounts, ImageDefaults image) {
    Set<String> all = targets(nameless(mounts).filter(volume -> !volume.readOnly()));
    all.addAll(ofImage(mounts, image));
    return all;
  }

  static ImageDefaults defaults(Optional<ImageState> image) {
    return image.isPresent() && image.get() instanceof ImageState.Present present
        ? present.image().defaults()
        : ImageDefaults.NONE;
  }

  /**
   * Settings in which volumes without a name have got one.
   *
   * @param names by path; where there is none the engine finds one
   */
  static ContainerSettings resolved(ContainerSettings settings, SortedMap<String, String> names) {
    SortedMap<String, String> left = new TreeMap<>(names);
    List<Mount> mounts = new ArrayList<>();
    for (Mount mount : settings.mounts()) {
      boolean isNameless = mount instanceof Mount.OfVolume v && v.volume().isEmpty();
      Optional<String> name =
          isNameless ? Optional.ofNullable(left.remove(path(mount.target()))) : Optional.empty();
      mounts.add(name.isPresent() ? with((Mount.OfVolume) mount, name) : mount);
    }
    left.forEach(
        (target, name) -> mounts.add(new Mount.OfVolume(Optional.of(name), target, false, false)));
    // Said in any case: an image's label must not say it in its stead.
    SortedMap<String, String> labels = new TreeMap<>(settings.labels());
    labels.put(Ownership.UNNAMED, String.join(BETWEEN, names.keySet()));
    return settings.withMounts(mounts, labels);
  }

  private static Mount with(Mount.OfVolume volume, Optional<String> name) {
    return new Mount.OfVolume(
        name, volume.target(), volume.readOnly(), volume.noCopy(), volume.subpath());
  }

  /** What a container was made with, but for the names that were found for those without one. */
  static ContainerSettings matched(
      ContainerView seen, ContainerSettings wanted, ImageDefaults image) {
    SortedMap<String, String> unnamed = of(seen);
    Set<String> ofImage = ofImage(wanted.mounts(), image);
    List<Mount> mounts = new ArrayList<>();
    for (Mount mount : seen.settings().mounts()) {
      String path = path(mount.target());
      boolean isOne = mount instanceof Mount.OfVolume && unnamed.containsKey(path);
      if (!isOne) {
        mounts.add(mount);
      } else if (!ofImage.contains(path)) {
        mounts.add(with((Mount.OfVolume) mount, Optional.empty()));
      }
    }
    return seen.settings().withMounts(mounts, seen.settings().labels());
  }
}
