package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.Service;
import dev.berth.spec.SharedNamespace;
import dev.berth.spec.Volume;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All drift of one app: what was as declared once and is not any more. What is about to be updated
 * is not drift.
 */
public final class DriftDetector {
  private final DesiredApp desired;
  private final Snapshot seen;
  private final Blueprints blueprints;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One difference.
   *
   * @param service empty where it is the whole app's
   * @param container likewise
   * @param thing by which the engine's events name what differs: the id of a container or of a
   *     network, the name of a volume, the reference of an image
   */
  public record Finding(
      String service, Optional<ContainerView> container, String thing, Drift drift) {

    boolean isOf(ContainerView seen, Drift other) {
      return drift.equals(other) && container.filter(seen::equals).isPresent();
    }
  }

  private DriftDetector(String instance, DesiredApp desired, Snapshot seen) {
    this.desired = desired;
    this.seen = seen;
    this.blueprints = new Blueprints(instance, desired, seen);
  }

  /** Services by name, replicas by number, fields by path; nothing of an app that is stopped. */
  public static List<Finding> of(String instance, DesiredApp desired, Snapshot seen) {
    DriftDetector driftDetector = new DriftDetector(instance, desired, seen);
    if (!desired.isDeleting() && !desired.isStopped()) {
      driftDetector.ground();
      desired.app().services().values().forEach(driftDetector::service);
    }
    return List.copyOf(driftDetector.findings);
  }

  /**
   * Containers that are just as declared, those too that were made for something else and changed
   * in place. By id, the fingerprint of what they are.
   */
  public static Map<String, String> settled(String instance, DesiredApp desired, Snapshot seen) {
    Map<String, String> settled = new HashMap<>();
    DriftDetector driftDetector = new DriftDetector(instance, desired, seen);
    for (Service service : desired.app().services().values()) {
      for (ContainerView container : seen.of(service.name())) {
        int replica = container.owner().map(Ownership::replica).orElse(1);
        Blueprint blueprint = driftDetector.blueprints.of(service, replica);
        if (container.isRunning()
            && blueprint.isJust(container)
            && Drifts.ofRestart(service, container).isEmpty()) {
          settled.put(container.id(), blueprint.fingerprint());
        }
      }
    }
    return settled;
  }

  /** Containers that have to start anew, though nobody asked: their ends were no deaths. By id. */
  public static Set<String> renewed(String instance, DesiredApp desired, Snapshot seen) {
    Blueprints blueprints = new Blueprints(instance, desired, seen);
    return desired.app().services().values().stream()
        .filter(service ->
            !SharedNamespace.services(service).isEmpty()
                || service.dependencies().stream().anyMatch(Dependency::restart))
        .flatMap(service -> seen.of(service.name()).stream())
        .filter(c -> isRenewed(blueprints, desired, c))
        .map(ContainerView::id)
        .collect(Collectors.toSet());
  }

  private static boolean isRenewed(
      Blueprints blueprints, DesiredApp desired, ContainerView container) {
    Ownership owner = container.owner().orElseThrow();
    Service service = desired.app().service(owner.service());
    return blueprints.of(service, owner.replica()).renewal().otherCause(container).isPresent();
  }

  private void ground() {
    App app = desired.app();
    for (String name : AppInfrastructure.wanted(app)) {
      AppInfrastructure.network(app, name, seen)
          .filter(network -> !app.network(name).external())
          .ifPresent(network ->
              NetworkDrifts.of(app.network(name), network, app.drift())
                  .forEach(drift -> ground(network.id(), drift)));
    }
    app.volumes()
        .forEach((name, wanted) ->
            seen.volume(name)
                .filter(volume -> wanted.external().isEmpty())
                .ifPresent(volume ->
                    volume(name, wanted, volume).stream()
                        .filter(drift -> !app.drift().ignores(drift.path()))
                        .forEach(drift -> ground(volume.name(), drift))));
  }

  private void ground(String thing, Drift drift) {
    findings.add(new Finding("", Optional.empty(), thing, drift));
  }

  /** A volume made anew would be an empty one: what differs is only told. */
  private static List<Drift> volume(String name, Volume wanted, VolumeView have) {
    List<Drift> drifts = new ArrayList<>();
    String path = "volumes." + name + ".";
    String driver = wanted.driver().orElse(Volume.DEFAULT_DRIVER);
    if (!driver.equals(have.driver())) {
      drifts.add(new Drift(path + "driver", driver, have.driver(), Drift.Repair.NONE));
    }
    // An option may be a password: of a share on the network, say.
    wanted.driverOptions().entrySet().stream()
        .filter(option -> !option.getValue().equals(have.options().get(option.getKey())))
        .map(option -> path + "driver_opts." + option.getKey())
        .forEach(
            option -> drifts.add(new Drift(option, "as declared", "otherwise", Drift.Repair.NONE)));
    if (have.driver().equals(Volume.DEFAULT_DRIVER)) {
      // Others may have options of their own.
      have.options().keySet().stream()
          .filter(option -> !wanted.driverOptions().containsKey(option))
          .map(option -> new Drift(path + "driver_opts." + option, "", "set", Drift.Repair.NONE))
          .forEach(drifts::add);
    }
    labels(path + "labels.", wanted, have, drifts);
    return drifts;
  }

  /** Those of Berth, of Docker Compose and of engines are nobody's wish. */
  private static void labels(String path, Volume wanted, VolumeView have, List<Drift> drifts) {
    SortedMap<String, String> own = NetworkFromEngine.own(have.labels());
    own.keySet().removeIf(key -> key.startsWith("com.docker."));
    TreeSet<String> keys = new TreeSet<>(own.keySet());
    keys.addAll(wanted.labels().keySet());
    for (String key : keys) {
      String want = wanted.labels().getOrDefault(key, "");
      String is = have.labels().getOrDefault(key, "");
      if (!want.equals(is)) {
        drifts.add(new Drift(path + key, want, is, Drift.Repair.NONE));
      }
    }
  }

  private void service(Service service) {
    for (ContainerView container : seen.of(service.name())) {
      int replica = container.owner().map(Ownership::replica).orElse(0);
      if (replica >= 1 && replica <= service.replicas()) {
        container(service, blueprints.of(service, replica), container);
      }
    }
  }

  private void container(Service service, Blueprint blueprint, ContainerView container) {
    List<Drift> drifts = new ArrayList<>(blueprint.drifts(container));
    if (container.isRunning() && blueprint.isMadeFor(container)) {
      drifts.addAll(
          Drifts.ofNetworks(
              blueprint.settings(), AppInfrastructure.standing(desired.app(), seen), container));
    }
    Drifts.ofName(blueprint, container).ifPresent(drifts::add);
    Drifts.ofRestart(service, container).ifPresent(drifts::add);
    drifts.stream()
        .filter(drift -> !blueprint.policy().ignores(drift.path()))
        .forEach(drift ->
            findings.add(
                new Finding(
                    service.name(),
                    Optional.of(container),
                    thing(blueprint, container, drift),
                    drift)));
  }

  /** An image that is another one now was touched itself, not its container. */
  private static String thing(Blueprint blueprint, ContainerView container, Drift drift) {
    return drift.path().equals("image")
        ? blueprint.image().map(image -> image.reference()).orElse("")
        : container.id();
  }
}
