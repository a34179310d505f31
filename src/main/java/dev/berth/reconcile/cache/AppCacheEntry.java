package dev.berth.reconcile.cache;

import dev.berth.engine.EngineEvent;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of one app's things on the engine, and what of it is doubtful. Used under the lock
 * of its {@link EngineCache}.
 */
public final class AppCacheEntry {
  private final Map<String, ContainerView> containers = new HashMap<>();
  private final Map<String, EngineEvent> touches = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();

  /** Of networks and volumes that were there once: who makes one of that name means this app. */
  private final Set<String> names = new HashSet<>();

  private List<NetworkView> networks = List.of();
  private List<VolumeView> volumes = List.of();
  private final ReentrantLock asking = new ReentrantLock();
  private boolean networksDoubtful;
  private boolean volumesDoubtful;

  /** What has to be asked of the engine before the rest can be believed. */
  record Doubts(Set<String> containers, boolean networks, boolean volumes) {
    Doubts {
      containers = Set.copyOf(containers);
    }
  }

  /** As last seen. */
  public record View(
      List<ContainerView> containers, List<NetworkView> networks, List<VolumeView> volumes) {
    static final View EMPTY = new View(List.of(), List.of(), List.of());
  }

  /** Held by whoever asks the engine about this app, not by those who only take notes. */
  ReentrantLock asking() {
    return asking;
  }

  /** An event that may be somebody's hand: what it did is still to be seen. */
  void touch(String container, EngineEvent event) {
    touches.put(container, event);
  }

  Optional<EngineEvent> lastTouch(String container) {
    return Optional.ofNullable(touches.get(container));
  }

  void doubt(String container) {
    doubtful.add(container);
  }

  void doubtNetworks() {
    networksDoubtful = true;
  }

  void doubtVolumes() {
    volumesDoubtful = true;
  }

  /** Hands the doubts over to somebody who asks the engine; doubts that come later are new ones. */
  Doubts takeDoubts() {
    Doubts taken = new Doubts(doubtful, networksDoubtful, volumesDoubtful);
    doubtful.clear();
    networksDoubtful = false;
    volumesDoubtful = false;
    return taken;
  }

  /** Whoever asked got no answer. */
  void giveBack(Doubts doubts) {
    doubtful.addAll(doubts.containers());
    networksDoubtful |= doubts.networks();
    volumesDoubtful |= doubts.volumes();
  }

  void put(ContainerView container) {
    containers.put(container.id(), container);
  }

  void remove(String container) {
    containers.remove(container);
    touches.remove(container);
  }

  void networks(List<NetworkView> seen) {
    networks = seen;
    seen.forEach(network -> names.add("network " + network.name()));
  }

  void volumes(List<VolumeView> seen) {
    volumes = seen;
    seen.forEach(volume -> names.add("volume " + volume.name()));
  }

  boolean knows(String container) {
    return containers.containsKey(container) || doubtful.contains(container);
  }

  boolean hasNetwork(String id) {
    return networks.stream().anyMatch(network -> network.id().equals(id));
  }

  boolean hadNetwork(String name) {
    return names.contains("network " + name);
  }

  boolean hadVolume(String name) {
    return names.contains("volume " + name);
  }

  Collection<ContainerView> containers() {
    return containers.values();
  }

  List<NetworkView> networks() {
    return networks;
  }

  List<VolumeView> volumes() {
    return volumes;
  }

  /** Whether anything that a move takes away is known of it: its volumes stay. */
  boolean isSeen() {
    return !containers.isEmpty() || !networks.isEmpty() || !doubtful.isEmpty();
  }

  View view() {
    return new View(
        containers.values().stream().sorted(Comparator.comparing(ContainerView::name)).toList(),
        networks,
        volumes);
  }
}
