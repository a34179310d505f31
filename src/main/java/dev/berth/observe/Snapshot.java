package dev.berth.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is there of one app at one moment: all that matches, duplicates and leftovers too.
 *
 * @param containers those whose labels name this instance and this app, by name
 * @param networks likewise
 * @param volumes likewise
 * @param images by service
 * @param habits what the engine changes by itself in every container it is told to make, as {@code
 *     path=value}; learnt by looking at new ones
 * @param outside what the app uses and does not own
 * @param rotations by service, of holders that run and could be asked
 */
public record Snapshot(
    List<ContainerView> containers,
    List<NetworkView> networks,
    List<VolumeView> volumes,
    SortedMap<String, ImageState> images,
    Set<String> habits,
    ExternalResources outside,
    SortedMap<String, Rotation> rotations) {

  /** An engine on which nothing of the app is left. */
  public static final Snapshot EMPTY =
      new Snapshot(List.of(), List.of(), List.of(), new TreeMap<>(), Set.of());

  /** With nothing used that is not the app's. */
  public Snapshot(
      List<ContainerView> containers,
      List<NetworkView> networks,
      List<VolumeView> volumes,
      SortedMap<String, ImageState> images,
      Set<String> habits) {
    this(containers, networks, volumes, images, habits, ExternalResources.NOTHING, new TreeMap<>());
  }

  public Snapshot {
    containers = List.copyOf(containers);
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    habits = Set.copyOf(habits);
    images = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(images));
    rotations = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(rotations));
  }

  /** Containers of one service. */
  public List<ContainerView> of(String service) {
    return containers.stream()
        .filter(c -> c.owner().map(o -> o.service().equals(service)).orElse(false))
        .toList();
  }

  /** Names of the containers. */
  public List<String> names() {
    return containers.stream().map(ContainerView::name).toList();
  }

  /** The app's volume of that name in the manifest. */
  public Optional<VolumeView> volume(String name) {
    return volumes.stream().filter(v -> name.equals(v.labels().get(Ownership.VOLUME))).findFirst();
  }

  public Optional<ImageState> image(String service) {
    return Optional.ofNullable(images.get(service));
  }

  public Snapshot withImages(Map<String, ImageState> changed) {
    return new Snapshot(
        containers, networks, volumes, new TreeMap<>(changed), habits, outside, rotations);
  }

  /** The network of that name on the engine, the app's own or not. */
  public Optional<NetworkView> network(String name) {
    return networks.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .or(() -> outside.network(name));
  }

  public Snapshot with(ExternalResources changed) {
    return changed.equals(outside)
        ? this
        : new Snapshot(containers, networks, volumes, images, habits, changed, rotations);
  }

  /** With other containers; this one where none of them is another object. */
  public Snapshot withContainers(List<ContainerView> changed) {
    return areSame(changed)
        ? this
        : new Snapshot(changed, networks, volumes, images, habits, outside, rotations);
  }

  @SuppressWarnings("ReferenceEquality") // Whether they are equal costs more than another snapshot.
  private boolean areSame(List<ContainerView> others) {
    if (others.size() != containers.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i) != containers.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** With what holders say. */
  public Snapshot withRotations(Map<String, Rotation> changed) {
    return changed.isEmpty() && rotations.isEmpty()
        ? this
        : new Snapshot(
            containers, networks, volumes, images, habits, outside, new TreeMap<>(changed));
  }

  /** Whether nothing is left that a removal would have to take away, volumes apart. */
  public boolean isGone() {
    return containers.isEmpty() && networks.isEmpty();
  }
}
