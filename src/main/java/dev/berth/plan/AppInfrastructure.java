package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.Front;
import dev.berth.spec.Mount;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What containers stand on: the app's networks and volumes.
 *
 * @param networks those that are there, by their name on the engine
 * @param steps those that must be done before a container is made or connected
 * @param isFirm false while a network has to go: then nothing can be built on it
 */
record AppInfrastructure(
    SortedMap<String, NetworkView> networks, Set<Integer> steps, boolean isFirm) {
  AppInfrastructure {
    steps = Set.copyOf(steps);
  }

  /** Plans what is missing of it. */
  static AppInfrastructure lay(PlanningContext planningContext, Steps steps) {
    App app = planningContext.desired().app();
    Snapshot seen = planningContext.seen();
    Set<Integer> laid = new HashSet<>();
    boolean firm = true;
    for (String network : wanted(app)) {
      firm &= lay(planningContext, network, laid, steps);
    }
    for (String volume : mounted(app)) {
      Volume wanted = app.volumes().getOrDefault(volume, Volume.PLAIN);
      if (wanted.external().isEmpty() && seen.volume(volume).isEmpty()) {
        laid.add(steps.add(creation(planningContext, volume, wanted)));
      }
    }
    clear(app, seen, steps);
    return new AppInfrastructure(standing(app, seen), laid, firm);
  }

  /** False if the network has to go first. */
  private static boolean lay(
      PlanningContext planningContext, String network, Set<Integer> laid, Steps steps) {
    App app = planningContext.desired().app();
    if (app.network(network).external()) {
      return true;
    }
    Optional<NetworkView> there = network(app, network, planningContext.seen());
    Optional<String> misfit =
        there.flatMap(n -> NetworkDrifts.misfit(app.network(network), n, app.drift()));
    if (misfit.isPresent()) {
      tearDown(planningContext.seen(), there.orElseThrow(), misfit.get(), steps);
      return false;
    }
    if (there.isEmpty()) {
      laid.add(
          steps.add(
              new NetworkAction.CreateNetwork(
                  EngineNames.network(app, network),
                  app.network(network),
                  labels(planningContext.instance(), app, network),
                  "missing")));
    }
    return true;
  }

  private static SortedMap<String, String> labels(String instance, App app, String network) {
    SortedMap<String, String> labels = EngineNames.networkLabels(instance, app, network);
    if (NameSharing.areOn(app, network)) {
      labels.put(Ownership.ADDRESSES, "kept");
    }
    return labels;
  }

  /** Networks that the app's services stand on, those that are there, by name. */
  static SortedMap<String, NetworkView> standing(App app, Snapshot seen) {
    SortedMap<String, NetworkView> standing = new TreeMap<>();
    for (String network : wanted(app)) {
      String name = EngineNames.network(app, network);
      seen.network(name).ifPresent(there -> standing.put(name, there));
    }
    return standing;
  }

  /** Networks that some service is attached to, by their name in the manifest. */
  static Set<String> wanted(App app) {
    Set<String> names = new TreeSet<>();
    for (Service service : app.services().values()) {
      service.networking().attachments().stream().map(Map.Entry::getKey).forEach(names::add);
    }
    return names;
  }

  /** A network of the app's own, if it is there. */
  static Optional<NetworkView> network(App app, String network, Snapshot seen) {
    String name = EngineNames.network(app, network);
    return seen.networks().stream().filter(n -> n.name().equals(name)).findFirst();
  }

  private static void tearDown(Snapshot seen, NetworkView network, String cause, Steps steps) {
    List<ContainerView> own =
        seen.containers().stream().filter(c -> c.networks().containsKey(network.id())).toList();
    Set<String> ids = own.stream().map(ContainerView::id).collect(Collectors.toSet());
    int check = steps.add(new NetworkAction.CheckNetwork(network.id(), network.name(), ids, cause));
    Set<Integer> emptied = new HashSet<>(Set.of(check));
    for (ContainerView container : own) {
      emptied.add(
          steps.add(new NetworkAction.Disconnect(network.id(), container, cause), Set.of(check)));
    }
    steps.add(new NetworkAction.RemoveNetwork(network.id(), network.name(), cause), emptied);
  }

  /** Networks of the app that nobody is to be attached to go when nobody is. */
  private static void clear(App app, Snapshot seen, Steps steps) {
    Set<String> wanted = new HashSet<>();
    wanted(app).forEach(network -> wanted.add(EngineNames.network(app, network)));
    seen.networks().stream()
        .filter(network -> !wanted.contains(network.name()))
        .filter(network ->
            seen.containers().stream()
                .noneMatch(c ->
                    c.networks().containsKey(network.id())
                        || c.networks().containsKey(network.name())))
        .forEach(network ->
            steps.add(
                new NetworkAction.RemoveNetwork(
                    network.id(), network.name(), "no service is attached to it")));
  }

  private static Action creation(PlanningContext planningContext, String volume, Volume wanted) {
    App app = planningContext.desired().app();
    return new Action.CreateVolume(
        EngineNames.volume(app, volume, planningContext.seen()),
        wanted,
        EngineNames.volumeLabels(planningContext.instance(), app, volume),
        "missing");
  }

  private static Set<String> mounted(App app) {
    Set<String> names = new TreeSet<>();
    app.services().values().stream().flatMap(AppInfrastructure::volumes).forEach(names::add);
    return names;
  }

  private static Stream<String> volumes(Service service) {
    return service.mounts().stream()
        .flatMap(mount ->
            mount instanceof Mount.OfVolume volume ? volume.volume().stream() : Stream.empty());
  }

  /** Whether a holder is looked at before there is a front door that could find it. */
  static boolean isBeforeFront(Service service, Snapshot seen) {
    return Front.isBehind(service) && seen.outside().network(Front.network()).isEmpty();
  }

  /** What a service needs, is declared as external, and is not there; in words. */
  static Optional<String> lacking(App app, Service service, Snapshot seen) {
    Stream<String> networks =
        service.networking().attachments().stream()
            .map(Map.Entry::getKey)
            .filter(network -> app.network(network).external())
            .map(network -> EngineNames.network(app, network))
            .filter(name -> seen.outside().network(name).isEmpty())
            .map(name ->
                "network "
                    + name
                    + " is declared as external and is not there; make it with `docker network"
                    + " create "
                    + name
                    + "`");
    Stream<String> volumes =
        volumes(service)
            .flatMap(v -> app.volumes().getOrDefault(v, Volume.PLAIN).external().stream())
            .filter(name -> !seen.outside().hasVolume(name))
            .map(name ->
                "volume "
                    + name
                    + " is declared as external and is not there; make it with `docker volume"
                    + " create "
                    + name
                    + "`");
    return Stream.concat(networks, volumes).findFirst();
  }
}
