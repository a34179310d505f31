package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.spec.Mount;
import dev.berth.spec.Placement;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Volumes of a Swarm's nodes. One of the driver {@code local} does not follow a task to another
 * node: so its services are pinned to the node that has got their first task.
 */
public final class SwarmVolumes {
  private static final String PIN = "node.id==";
  private static final Set<String> SHARED = Set.of("nfs", "nfs4", "cifs");

  private SwarmVolumes() {}

  /** On the nodes: as a stack has it. */
  public static String name(SwarmWish wish, String volume) {
    Volume declared = wish.desired().app().volumes().getOrDefault(volume, Volume.PLAIN);
    return declared.external().or(declared::name).orElse(wish.app() + "_" + volume);
  }

  static SortedMap<String, String> labels(SwarmWish wish, String name, Volume volume) {
    SortedMap<String, String> labels = new TreeMap<>(volume.labels());
    labels.put(Ownership.APP, wish.app());
    labels.put(Ownership.VOLUME, name);
    return labels;
  }

  /** Whether its data is on one node alone. */
  private static boolean isLocal(Volume volume) {
    return volume.external().isEmpty()
        && volume.driver().orElse(Volume.DEFAULT_DRIVER).equals(Volume.DEFAULT_DRIVER)
        && !SHARED.contains(volume.driverOptions().getOrDefault("type", ""));
  }

  /** Names of the volumes of a service whose data is on one node alone. */
  static Stream<String> local(SwarmWish wish, Service service) {
    return service.mounts().stream()
        .flatMap(mount ->
            mount instanceof Mount.OfVolume volume ? volume.volume().stream() : Stream.empty())
        .filter(name -> isLocal(wish.desired().app().volumes().getOrDefault(name, Volume.PLAIN)));
  }

  /** The constraint that keeps a service at its data; none while it has no data. */
  static Optional<String> pin(SwarmWish wish, Service service) {
    return wish.desired().app().placement().volumes() == Placement.Volumes.FLOAT
        ? Optional.empty()
        : node(wish, service).map(node -> PIN + node);
  }

  /** Id of the node that has the data of a service. */
  public static Optional<String> node(SwarmWish wish, Service service) {
    return local(wish, service)
        .flatMap(volume -> Optional.ofNullable(wish.pins().get(volume)).stream())
        .findFirst();
  }

  /**
   * Where the data of volumes is by now, by volume: what is known, and what was made since. That is
   * kept before anything else is done.
   */
  public static Map<String, String> pins(SwarmWish wish) {
    Map<String, String> pins = new HashMap<>(wish.pins());
    for (Service service : wish.desired().app().services().values()) {
      Optional<String> first =
          node(wish, service)
              .or(() -> wish.seen().service(wish.name(service)).flatMap(one -> seen(wish, one)));
      first.ifPresent(
          node -> local(wish, service).forEach(volume -> pins.putIfAbsent(volume, node)));
    }
    return pins;
  }

  private static Optional<String> seen(SwarmWish wish, SwarmService service) {
    return SpecTree.list(service.spec(), "TaskTemplate", "Placement", "Constraints").stream()
        .map(String::valueOf)
        .filter(text -> text.startsWith(PIN))
        .map(text -> text.substring(PIN.length()))
        .findFirst()
        .or(() ->
            wish.seen().tasks(service).stream()
                .filter(task -> !task.node().isEmpty() && !task.container().isEmpty())
                .map(SwarmTask::node)
                .reduce((newer, older) -> older));
  }
}
