package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerSettings.Reach;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.observe.Ownership;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.DriftPolicy;
import dev.berth.spec.Service;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The container that one replica of a service should be.
 *
 * @param settings in full, but for the name, which is chosen when it is made
 * @param nameFront what the name begins with
 * @param fingerprint of the settings and the image's reference
 * @param image how far its image is
 * @param obstacle why the container cannot be made yet
 * @param habits see {@link dev.berth.observe.Snapshot}
 * @param renewal who has to start anew though it is as declared
 * @param names that it gets beside its aliases when it is made or connected, and goes on without
 * @param isPinned whether a container keeps the image that it was made from, whatever that image's
 *     name means by now
 * @param compared what was found of containers: each is asked about many times in one pass
 */
public record Blueprint(
    Service service,
    int replica,
    ContainerSettings settings,
    String nameFront,
    String fingerprint,
    Optional<ImageState> image,
    Set<String> habits,
    DriftPolicy policy,
    Optional<String> obstacle,
    Renewal renewal,
    Set<String> names,
    boolean isPinned,
    IdentityHashMap<ContainerView, List<Drift>> compared) {
  public Blueprint {
    names = Set.copyOf(names);
  }

  /** Whether a container is what it should be, or can become so while it runs. */
  public boolean fits(ContainerView seen) {
    return misfit(seen).isEmpty();
  }

  /** Why a container cannot become what it should be, or empty if it is or can. */
  public Optional<String> misfit(ContainerView seen) {
    if (renewal.replaces() && renewal.isAsked(seen)) {
      return Optional.of("restart requested");
    }
    List<Drift> fatal =
        repairs(seen).stream().filter(drift -> drift.repair() == Repair.RECREATE).toList();
    String more = fatal.size() > 1 ? " (and " + (fatal.size() - 1) + " more)" : "";
    return fatal.stream().findFirst().map(drift -> drift + more);
  }

  /** Whether nothing of a container differs from what is wanted now. */
  boolean isJust(ContainerView seen) {
    return obstacle.isEmpty() && differences(seen).isEmpty();
  }

  /** Whether a container was made for what is wanted now: then all that differs is drift. */
  boolean isMadeFor(ContainerView seen) {
    return seen.owner().map(Ownership::fingerprint).orElse("").equals(fingerprint);
  }

  /** What is to be mended of the settings, by the policy. */
  List<Drift> repairs(ContainerView seen) {
    if (!isMadeFor(seen)) {
      // An update. Changed in place it would still bear the old label, and drift could no more be
      // told from updates; where that matters, it is replaced.
      boolean replaced = !policy.equals(DriftPolicy.REPAIR);
      return differences(seen).stream().map(d -> replaced ? recreated(d) : d).toList();
    }
    return drifts(seen).stream().filter(d -> policy.mends(d.path())).toList();
  }

  /** Paths that differ, and are left as they are. */
  Set<String> left(ContainerView seen) {
    return drifts(seen).stream()
        .map(Drift::path)
        .filter(path -> !policy.mends(path))
        .collect(Collectors.toSet());
  }

  private static Drift recreated(Drift drift) {
    return new Drift(drift.path(), drift.want(), drift.have(), Repair.RECREATE);
  }

  /** What differs though the container was made for what is wanted, and may not differ. */
  List<Drift> drifts(ContainerView seen) {
    return isMadeFor(seen)
        ? differences(seen).stream().filter(d -> !policy.ignores(d.path())).toList()
        : List.of();
  }

  private List<Drift> differences(ContainerView seen) {
    if (obstacle.isPresent()
        || image.isEmpty()
        || !(image.get() instanceof ImageState.Present present)) {
      // While the image, or whose parts are shared, is not known, the label has to do.
      return isMadeFor(seen)
          ? List.of()
          : List.of(new Drift("settings", "as declared", "older", Repair.RECREATE));
    }
    ImageView image = present.image();
    if (isPinned && isMadeFor(seen) && !image.id().equals(seen.image())) {
      return List.of();
    }
    return image.id().equals(seen.image())
        ? compared.computeIfAbsent(
            seen, view -> Drifts.ofSettings(settings, image.defaults(), view, habits))
        : List.of(otherImage(present, seen));
  }

  /** All else would be compared with what the new image says, and mostly differ for that alone. */
  private static Drift otherImage(ImageState.Present present, ContainerView seen) {
    return new Drift(
        "image",
        present.reference() + " " + ImageView.shortId(present.image().id()),
        ImageView.shortId(seen.image()),
        Repair.RECREATE);
  }

  /** What the image says of its containers; nothing while it is not known. */
  public ImageDefaults imageDefaults() {
    return UnnamedVolumeNames.defaults(image);
  }

  /** Whether the container can be made at once. */
  public boolean isMakeable() {
    return obstacle.isEmpty() && image.isPresent() && image.get() instanceof ImageState.Present;
  }

  /** Its places on networks, under all its names there. */
  List<Endpoint> endpoints() {
    return settings.network().endpoints().stream().map(place -> place.alias(names)).toList();
  }

  /**
   * What the engine is told.
   *
   * @param volumes names, by path, for those that have none
   */
  ContainerSettings named(String name, SortedMap<String, String> volumes) {
    Reach reach = new Reach(settings.network().mode(), endpoints());
    ContainerSettings named = settings.withName(name).sharing(reach, settings.options());
    return UnnamedVolumeNames.resolved(named, volumes);
  }
}
