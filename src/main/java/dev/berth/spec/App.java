package dev.berth.spec;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One app as wanted: services that start, live and end together on a network of their own.
 *
 * <p>Only {@code SpecRules} makes apps out of what users write, so every rule it checks holds here:
 * references resolve, names are DNS labels, dependencies have no cycle.
 *
 * @param services by name, in name order
 * @param volumes the named volumes that services mount, by the name used in the manifest
 * @param networks those of which something is said, likewise; {@link Networking#DEFAULT} needs none
 * @param secrets files that only the services see that name them
 * @param configs files that may be shown to everybody
 * @param ingress how requests come from fixed ports to replicas, where a holder stands between
 * @param placement on which engine
 */
public record App(
    String name,
    SortedMap<String, String> labels,
    SortedMap<String, Service> services,
    SortedMap<String, Volume> volumes,
    SortedMap<String, Network> networks,
    SortedMap<String, FileSource> secrets,
    SortedMap<String, FileSource> configs,
    RunState state,
    DriftPolicy drift,
    Rollout rollout,
    Ingress ingress,
    Placement placement) {

  /** One of which nothing is said but name and labels. */
  public static App named(String name, SortedMap<String, String> labels) {
    return new App(
        name,
        labels,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        RunState.RUNNING,
        DriftPolicy.REPAIR,
        Rollout.DEFAULT,
        Ingress.DEFAULT,
        Placement.DEFAULT);
  }

  /** Whether the app's containers should run. */
  public enum RunState {
    RUNNING,
    STOPPED
  }

  public App {
    labels = sorted(labels);
    services = sorted(services);
    volumes = sorted(volumes);
    networks = sorted(networks);
    secrets = sorted(secrets);
    configs = sorted(configs);
  }

  /** The service of that name; asking for one that is not there is a bug. */
  public Service service(String service) {
    Service found = services.get(service);
    if (found == null) {
      throw new IllegalArgumentException("app " + name + " has no service " + service);
    }
    return found;
  }

  public App withServices(SortedMap<String, Service> changed) {
    return new App(
        name, labels, changed, volumes, networks, secrets, configs, state, drift, rollout, ingress,
        placement);
  }

  public App withVolumes(SortedMap<String, Volume> changed) {
    return new App(
        name, labels, services, changed, networks, secrets, configs, state, drift, rollout, ingress,
        placement);
  }

  public App withNetworks(SortedMap<String, Network> changed) {
    return new App(
        name, labels, services, volumes, changed, secrets, configs, state, drift, rollout, ingress,
        placement);
  }

  public App withDrift(DriftPolicy changed) {
    return new App(
        name, labels, services, volumes, networks, secrets, configs, state, changed, rollout,
        ingress, placement);
  }

  /** What a file of a service comes from. */
  public Optional<FileSource> source(GivenFile file) {
    SortedMap<String, FileSource> all = file.kind() == GivenFile.Kind.SECRET ? secrets : configs;
    return Optional.ofNullable(all.get(file.source()));
  }

  /** The network of that name in the manifest. */
  public Network network(String network) {
    return networks.getOrDefault(network, Network.PLAIN);
  }

  /** Whether values stand in it that nobody may read: inline secrets, arguments of builds. */
  public boolean bearsSecrets() {
    return secrets.values().stream().anyMatch(FileSource.Inline.class::isInstance)
        || services.values().stream()
            .anyMatch(service ->
                service.image() instanceof ImageSource.Build build && !build.args().isEmpty());
  }

  /** Without what nobody may see. */
  public App hiding() {
    SortedMap<String, FileSource> hidden = new TreeMap<>(secrets);
    hidden.replaceAll(
        (name, source) -> source instanceof FileSource.Inline ? FileSource.Inline.HIDDEN : source);
    return withSecrets(hidden);
  }

  /** With what was hidden in it as it was before. */
  public App revealing(App before) {
    SortedMap<String, FileSource> revealed = new TreeMap<>(secrets);
    revealed.replaceAll((name, source) ->
        source.equals(FileSource.Inline.HIDDEN)
            ? before.secrets.getOrDefault(name, source)
            : source);
    return withSecrets(revealed);
  }

  private App withSecrets(SortedMap<String, FileSource> changed) {
    return withFiles(changed, configs);
  }

  /** Likewise with other secrets and configs. */
  public App withFiles(
      SortedMap<String, FileSource> otherSecrets, SortedMap<String, FileSource> otherConfigs) {
    return new App(
        name,
        labels,
        services,
        volumes,
        networks,
        otherSecrets,
        otherConfigs,
        state,
        drift,
        rollout,
        ingress,
        placement);
  }

  public App withState(RunState changed) {
    return new App(
        name, labels, services, volumes, networks, secrets, configs, changed, drift, rollout,
        ingress, placement);
  }

  /** An unmodifiable copy in key order, so that equal maps print and hash alike. */
  public static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
