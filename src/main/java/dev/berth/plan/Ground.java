package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.DriftPolicy;
import dev.berth.spec.Mount;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What containers stand on: the app's network and volumes.
 *
 * @param network as it is there; empty where a step of the plan makes it
 * @param isFirm false while the network has to go: then nothing can be built on it
 * @param steps those that must be done before a container is made or connected
 */
record Ground(
    String networkName, Optional<NetworkView> network, Set<Integer> steps, boolean isFirm) {
  /** Of the networks that Berth makes. */
  private static final String DRIVER = "bridge";

  Ground {
    steps = Set.copyOf(steps);
  }

  /** Plans what is missing of it. */
  static Ground lay(Scene scene, Steps steps) {
    App app = scene.desired().app();
    Snapshot seen = scene.seen();
    Set<Integer> laid = new HashSet<>();
    String name = EngineNames.network(app.name());
    Optional<NetworkView> network = network(app, seen);
    List<Drift> misfits = network.map(Ground::misfits).orElse(List.of());
    boolean tears = !misfits.isEmpty() && app.drift().mode() == DriftPolicy.Mode.REPAIR;
    if (tears) {
      tearDown(seen, network.orElseThrow(), misfits.getFirst().toString(), steps);
    } else if (network.isEmpty()) {
      laid.add(
          steps.add(
              new Action.CreateNetwork(
                  name, EngineNames.networkLabels(scene.instance(), app.name()), "missing")));
    }
    for (String volume : mounted(app)) {
      Volume wanted = app.volumes().getOrDefault(volume, Volume.PLAIN);
      if (wanted.external().isEmpty() && seen.volume(volume).isEmpty()) {
        laid.add(steps.add(creation(scene, volume, wanted)));
      }
    }
    return new Ground(name, network, laid, !tears);
  }

  /** The network that all services of an app share, if it is there. */
  static Optional<NetworkView> network(App app, Snapshot seen) {
    String name = EngineNames.network(app.name());
    return seen.networks().stream().filter(n -> n.name().equals(name)).findFirst();
  }

  /** What cannot be changed of a network; it has to be made anew. */
  static List<Drift> misfits(NetworkView network) {
    List<Drift> drifts = new ArrayList<>();
    String path = "networks." + network.name();
    if (!network.driver().equals(DRIVER)) {
      drifts.add(new Drift(path + ".driver", DRIVER, network.driver(), Drift.Repair.RECREATE));
    }
    if (network.internal()) {
      drifts.add(new Drift(path + ".internal", "", "true", Drift.Repair.RECREATE));
    }
    return drifts;
  }

  private static void tearDown(Snapshot seen, NetworkView network, String cause, Steps steps) {
    Set<Integer> emptied = new HashSet<>();
    for (ContainerView container : seen.containers()) {
      if (container.networks().containsKey(network.id())) {
        emptied.add(steps.add(new Action.Disconnect(network.id(), container, cause)));
      }
    }
    steps.add(new Action.RemoveNetwork(network.id(), network.name(), cause), emptied);
  }

  private static Action creation(Scene scene, String volume, Volume wanted) {
    App app = scene.desired().app();
    return new Action.CreateVolume(
        EngineNames.volume(app, volume, scene.seen()),
        wanted,
        EngineNames.volumeLabels(scene.instance(), app.name(), volume),
        "missing");
  }

  private static Set<String> mounted(App app) {
    Set<String> names = new TreeSet<>();
    app.services().values().stream().flatMap(Ground::volumes).forEach(names::add);
    return names;
  }

  private static Stream<String> volumes(Service service) {
    return service.mounts().stream()
        .flatMap(mount ->
            mount instanceof Mount.OfVolume volume ? volume.volume().stream() : Stream.empty());
  }
}
