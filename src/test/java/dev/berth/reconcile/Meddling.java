package dev.berth.reconcile;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What other hands than Berth's do to an engine. */
public final class Meddling {
  private static final ProcessSpec PLAIN =
      new ProcessSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

  private Meddling() {}

  /** A container of somebody's, with a network and a volume under it. */
  public static void others(Rig rig, Map<String, String> labels, String name) {
    TreeMap<String, String> all = new TreeMap<>(labels);
    rig.engine.createNetwork(name, all);
    rig.engine.createVolume(name, Optional.empty(), new TreeMap<>(), all);
    container(rig, all, name, name);
  }

  private static List<Mount> mounts(Map<String, String> volumes) {
    return new TreeMap<>(volumes)
        .entrySet().stream()
            .<Mount>map(v ->
                new Mount.OfVolume(
                    Optional.of(v.getValue()).filter(name -> !name.isEmpty()),
                    v.getKey(),
                    false,
                    false))
            .toList();
  }

  private static void container(
      Rig rig, SortedMap<String, String> labels, String name, String network) {
    container(rig, labels, name, network, List.of());
  }

  private static void container(
      Rig rig, SortedMap<String, String> labels, String name, String network, List<Mount> mounts) {
    rig.engine.start(
        rig.engine.createContainer(
            new ContainerSettings(
                name,
                "foreign:1",
                PLAIN,
                new TreeMap<>(),
                labels,
                List.of(),
                List.of(),
                mounts,
                ContainerSettings.Reach.on(new ContainerSettings.Endpoint(network, Set.of())),
                Optional.empty(),
                RestartPolicy.NEVER,
                Resources.UNLIMITED)));
  }

  /** A container of nobody's app on some network. */
  static void guest(Rig rig, String network) {
    container(rig, new TreeMap<>(), "guest", network);
  }

  /** Two containers of a project, as Docker Compose would have made them. */
  static void project(Rig rig) {
    project(rig, Map.of());
  }

  /**
   * Likewise with volumes.
   *
   * @param volumes by path; an empty name is none
   */
  static void project(Rig rig, Map<String, String> volumes) {
    rig.engine.createNetwork(
        "shop_back",
        new TreeMap<>(
            Map.of("com.docker.compose.project", "shop", "com.docker.compose.network", "back")));
    for (String service : List.of("web", "db")) {
      container(
          rig,
          new TreeMap<>(
              Map.of("com.docker.compose.project", "shop", "com.docker.compose.service", service)),
          "shop-" + service + "-1",
          "shop_back",
          mounts(volumes));
    }
  }

  /** Another network of the same name and labels, on which nobody is. */
  static void network(Rig rig, String name) {
    NetworkView old = rig.engine.network(name).orElseThrow();
    rig.engine.containers(Map.of()).stream()
        .filter(c -> c.networks().containsKey(old.id()))
        .forEach(c -> rig.engine.disconnect(old.id(), c.id()));
    rig.engine.removeNetwork(old.id());
    Network other =
        new Network(
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            false);
    rig.engine.createNetwork(name, other, old.labels());
  }

  /** Another container with all the labels, and a variable that is otherwise. */
  public static void impostor(Rig rig, ContainerView real) {
    ContainerSettings s = real.settings();
    rig.engine.kill(real.id(), "KILL");
    rig.engine.remove(real.id());
    TreeMap<String, String> environment = new TreeMap<>(s.environment());
    environment.put("NAME", "Impostor");
    rig.engine.start(
        rig.engine.createContainer(
            new ContainerSettings(
                s.name(),
                s.image(),
                s.process(),
                environment,
                s.labels(),
                s.ports(),
                s.expose(),
                s.mounts(),
                s.network(),
                s.healthCheck(),
                s.restart(),
                s.resources())));
  }
}
