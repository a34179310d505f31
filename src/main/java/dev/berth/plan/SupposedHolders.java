package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Rotation;
import dev.berth.spec.Holders;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The holders of a {@link SupposedEngine}: they work by the file that they were last given. */
final class SupposedHolders {
  private final DesiredApp desired;
  private final SortedMap<String, Rotation> rotations;
  private final Map<String, HolderFile> files = new HashMap<>();

  SupposedHolders(DesiredApp desired, SortedMap<String, Rotation> rotations) {
    this.desired = desired;
    this.rotations = new TreeMap<>(rotations);
  }

  /** Who stands where, by the service behind the holder. */
  SortedMap<String, Rotation> rotations(Predicate<String> isRunning) {
    SortedMap<String, Rotation> all = new TreeMap<>();
    rotations.forEach((service, rotation) -> all.put(service, at(rotation, isRunning)));
    return all;
  }

  private static Rotation at(Rotation rotation, Predicate<String> isRunning) {
    List<Rotation.Slot> slots =
        rotation.slots().stream()
            .map(slot ->
                new Rotation.Slot(
                    slot.number(),
                    slot.container(),
                    slot.admin(),
                    true,
                    slot.admin() != Rotation.Admin.MAINT && isRunning.test(slot.container()),
                    false,
                    slot.weight(),
                    Rotation.Load.NONE,
                    Duration.ZERO))
            .toList();
    return new Rotation(rotation.written(), rotation.loaded(), 1, slots, rotation.begun());
  }

  void tell(HolderAction action, ContainerView holder) {
    files.put(holder.name(), action.file());
    if (holder.isRunning()) {
      start(holder);
    }
  }

  /** Works by what it was given. */
  void start(ContainerView container) {
    Optional.ofNullable(files.get(container.name()))
        .ifPresent(file ->
            rotations.put(
                behind(container),
                new Rotation(
                    Optional.of(file.mark()), Optional.of(file.structure()), 1, file.slots())));
  }

  /** Nobody can ask it any more. */
  void end(ContainerView container) {
    if (Holders.behind(desired.declared(), service(container)).isPresent()
        || files.containsKey(container.name())) {
      rotations.remove(behind(container));
    }
  }

  private String behind(ContainerView holder) {
    return Holders.behind(desired.declared(), service(holder))
        .map(Service::name)
        .orElse(service(holder));
  }

  private static String service(ContainerView container) {
    return container.owner().map(Ownership::service).orElse("");
  }
}
