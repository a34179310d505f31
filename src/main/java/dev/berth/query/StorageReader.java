package dev.berth.query;

import static dev.berth.reconcile.deps.EngineAnswers.asking;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import dev.berth.port.EngineStorage;
import dev.berth.spec.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at volumes and networks for people who ask, and at who uses them. */
public final class StorageReader implements EngineStorage {
  private final ContainerEngine engine;
  private final String instance;

  public StorageReader(ContainerEngine engine, String instance) {
    this.engine = engine;
    this.instance = instance;
  }

  private Map<String, String> labels(boolean unmanaged) {
    return unmanaged ? Map.of() : Map.of(Ownership.INSTANCE, instance);
  }

  @Override
  public List<VolumeUse> volumes(boolean unmanaged, boolean sizes) {
    return asking(() -> {
      List<VolumeView> found = engine.volumes(labels(unmanaged));
      List<ContainerView> containers = engine.containers(Map.of());
      SortedMap<String, Long> known = sizes ? engine.volumeSizes() : new TreeMap<>();
      return found.stream()
          .map(volume ->
              use(
                  volume,
                  Optional.ofNullable(known.get(volume.name())),
                  users(containers, c -> c.volumes().containsValue(volume.name()))))
          .toList();
    });
  }

  private VolumeUse use(VolumeView volume, Optional<Long> size, List<User> usedBy) {
    Map<String, String> labels = own(volume.labels());
    return new VolumeUse(
        volume.name(),
        volume.driver(),
        text(labels, Ownership.APP),
        text(labels, Ownership.VOLUME),
        text(labels, Ownership.SERVICE),
        text(labels, Ownership.REPLICA),
        text(labels, Ownership.TARGET),
        size.map(OptionalLong::of).orElse(OptionalLong.empty()),
        usedBy);
  }

  @Override
  public List<NetworkUse> networks(boolean unmanaged) {
    return asking(() -> {
      List<NetworkView> found = engine.networks(labels(unmanaged));
      List<ContainerView> containers = engine.containers(Map.of());
      return found.stream()
          .map(network ->
              new NetworkUse(
                  network.id(),
                  network.name(),
                  network.driver(),
                  text(own(network.labels()), Ownership.APP),
                  network.internal(),
                  subnets(network.made()),
                  users(containers, c -> c.networks().containsKey(network.id()))))
          .toList();
    });
  }

  private static List<String> subnets(Network made) {
    return made.ipam().stream()
        .flatMap(ipam -> ipam.pools().stream())
        .flatMap(pool -> Stream.ofNullable(pool.get("subnet")))
        .toList();
  }

  private List<User> users(
      List<ContainerView> containers, java.util.function.Predicate<ContainerView> uses) {
    return containers.stream().filter(uses).map(this::user).toList();
  }

  private User user(ContainerView container) {
    Optional<Ownership> owner =
        container.owner().filter(found -> found.instance().equals(instance));
    return new User(
        container.name(),
        owner.map(Ownership::app),
        owner.map(Ownership::service),
        owner.map(o -> OptionalInt.of(o.replica())).orElse(OptionalInt.empty()));
  }

  /** Labels of another Berth say nothing here. */
  private Map<String, String> own(Map<String, String> labels) {
    return instance.equals(labels.get(Ownership.INSTANCE)) ? labels : Map.of();
  }

  private static Optional<String> text(Map<String, String> labels, String key) {
    return Optional.ofNullable(labels.get(key));
  }
}
