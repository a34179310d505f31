package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.DataLoss;
import dev.berth.spec.Volume;
import dev.berth.state.DesiredApp;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The volumes without a name of one replica. They are the replica's and not its container's: the
 * next container gets those of the last one, whenever that went.
 */
final class UnnamedVolumes {
  private final PlanningContext planningContext;
  private final Blueprint blueprint;

  UnnamedVolumes(PlanningContext planningContext, Blueprint blueprint) {
    this.planningContext = planningContext;
    this.blueprint = blueprint;
  }

  /**
   * Plans that those which the engine has made are known as the app's, before they could be lost
   * out of sight with their containers.
   *
   * @return the steps
   */
  static Set<Integer> keep(DesiredApp desired, Snapshot seen, Steps steps) {
    Set<String> known = new HashSet<>();
    seen.volumes().stream().map(VolumeView::name).forEach(known::add);
    Set<Integer> kept = new HashSet<>();
    for (ContainerView container : seen.containers()) {
      SortedMap<String, String> copies = UnnamedVolumeNames.copies(container);
      SortedMap<String, String> all = new TreeMap<>(UnnamedVolumeNames.of(container));
      all.putAll(copies);
      all.forEach((target, name) -> {
        if (known.add(name)) {
          SortedMap<String, String> labels = labels(desired.name(), container, target);
          if (copies.containsKey(target)) {
            labels.remove(Ownership.TARGET);
            labels.put(Ownership.COPIES, "true");
          }
          String cause = "has no name, and " + container.name() + " has it at " + target;
          kept.add(steps.add(new Action.KeepVolume(name, labels, cause)));
        }
      });
    }
    return kept;
  }

  /** Plans the end of what Berth wrote for containers that are gone. */
  static void drop(Snapshot seen, Steps steps) {
    for (VolumeView volume : seen.volumes()) {
      boolean isUsed =
          seen.containers().stream().anyMatch(c -> c.volumes().containsValue(volume.name()));
      DataLoss.ofCopies(!isUsed && "true".equals(volume.labels().get(Ownership.COPIES)))
          .ifPresent(word ->
              steps.add(
                  new Action.RemoveVolume(
                      volume.name(), word, "holds files of a container that is gone")));
    }
  }

  /** Labels that the volume of a container would bear. */
  static SortedMap<String, String> labels(String app, ContainerView container, String target) {
    Ownership owner = container.owner().orElseThrow();
    SortedMap<String, String> labels =
        EngineNames.unnamedLabels(owner.instance(), app, owner.service(), owner.replica(), target);
    labels.put(Ownership.SINCE, Long.toString(container.createdAt().toEpochMilli()));
    return labels;
  }

  /** Those that are there and that the next container gets: names, by path. */
  SortedMap<String, String> carried() {
    SortedMap<String, String> carried = new TreeMap<>();
    targets().forEach(path -> there(path).ifPresent(name -> carried.put(path, name)));
    return carried;
  }

  private Set<String> targets() {
    if (blueprint.service().surroundings().renewAnonVolumes()) {
      return Set.of();
    }
    Set<String> targets =
        UnnamedVolumeNames.targets(blueprint.settings(), blueprint.imageDefaults());
    targets.removeAll(Files.folders(planningContext.desired().app(), blueprint.service()));
    return targets;
  }

  /**
   * Plans those that are missing.
   *
   * @param there paths of which none is
   * @param laid gets the steps
   * @return names, by path
   */
  SortedMap<String, String> lay(Set<String> there, Set<Integer> laid, Steps steps) {
    String app = planningContext.desired().name();
    String service = blueprint.service().name();
    int replica = blueprint.replica();
    SortedMap<String, String> names = new TreeMap<>();
    for (String path : targets()) {
      if (!there.contains(path)) {
        String name = EngineNames.unnamed(app, service, replica, path);
        names.put(path, name);
        laid.add(
            steps.add(
                new Action.CreateVolume(
                    name,
                    Volume.PLAIN,
                    EngineNames.unnamedLabels(
                        planningContext.instance(), app, service, replica, path),
                    service + " " + replica + " has none at " + path)));
      }
    }
    return names;
  }

  /** Of a container, one that has run before one that has not; or else one that none has. */
  private Optional<String> there(String path) {
    return planningContext.seen().of(blueprint.service().name()).stream()
        .filter(c -> c.owner().map(Ownership::replica).orElse(0) == blueprint.replica())
        .filter(c -> UnnamedVolumeNames.of(c).containsKey(path))
        .max(
            Comparator.comparing((ContainerView c) -> c.life().startedAt().isPresent())
                .thenComparing(ContainerView::createdAt))
        .map(c -> UnnamedVolumeNames.of(c).getOrDefault(path, ""))
        .or(() -> left(path));
  }

  private Optional<String> left(String path) {
    Map<String, String> whose =
        Map.of(
            Ownership.SERVICE, blueprint.service().name(),
            Ownership.REPLICA, Integer.toString(blueprint.replica()),
            Ownership.TARGET, path);
    return planningContext.seen().volumes().stream()
        .filter(volume -> volume.labels().entrySet().containsAll(whose.entrySet()))
        .max(Comparator.comparingLong(UnnamedVolumes::since).thenComparing(VolumeView::name))
        .map(VolumeView::name);
  }

  private static long since(VolumeView volume) {
    String text = volume.labels().getOrDefault(Ownership.SINCE, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
