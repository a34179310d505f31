package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes an app out of containers that are there, and tells what it would change of them. */
public final class AdoptionPlanner {
  /** Labels of Docker Compose. */
  public static final String PROJECT = "com.docker.compose.project";

  public static final String ONE_OFF = "com.docker.compose.oneoff";
  private static final String SERVICE = "com.docker.compose.service";

  private final String app;
  private final List<Place> places = new ArrayList<>();
  private final SortedMap<String, Object> services = new TreeMap<>();
  private final SortedMap<String, Object> volumes = new TreeMap<>();
  private final NetworkFromEngine networks;
  private final List<VolumeView> known;

  /** A container and where it belongs. */
  public record Place(ContainerView container, String service, int replica) {}

  /**
   * Into an app of that name.
   *
   * @param networks all of the engine
   * @param volumes likewise
   */
  public AdoptionPlanner(String app, List<NetworkView> networks, List<VolumeView> volumes) {
    this.app = app;
    this.networks = new NetworkFromEngine(app, networks);
    this.known = List.copyOf(volumes);
  }

  /** Adds a container; of several of one service the first says what the service is. */
  public void add(ContainerView container, ImageDefaults image) {
    String service = service(container);
    int replica =
        1 + (int) places.stream().filter(place -> place.service().equals(service)).count();
    int own = container.owner().map(Ownership::replica).orElse(replica);
    places.add(new Place(container, service, own));
    if (replica == 1) {
      VolumeFromEngine likeness = new VolumeFromEngine(app, known);
      services.put(service, new ServiceFromContainer(container, image, likeness).service());
      volumes.putAll(likeness.declared());
    }
  }

  private static String service(ContainerView container) {
    return container
        .owner()
        .map(Ownership::service)
        .or(() -> Optional.ofNullable(container.labels().get(SERVICE)))
        .orElse(container.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-"));
  }

  public boolean isEmpty() {
    return places.isEmpty();
  }

  public List<Place> places() {
    return List.copyOf(places);
  }

  /** The app in envelope form. */
  public Map<String, Object> manifest() {
    Map<String, Object> all = new LinkedHashMap<>();
    services.forEach((name, service) -> all.put(name, complete(name, (Map<?, ?>) service)));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("services", all);
    if (!networks.declared().isEmpty()) {
      spec.put("networks", networks.declared());
    }
    if (!volumes.isEmpty()) {
      spec.put("volumes", volumes);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", AppReader.API_VERSION);
    document.put("kind", "App");
    document.put("metadata", Map.of("name", app));
    document.put("spec", spec);
    return document;
  }

  private Map<String, Object> complete(String name, Map<?, ?> service) {
    Map<String, Object> tree = new LinkedHashMap<>();
    service.forEach((key, value) -> tree.put(String.valueOf(key), value));
    List<Place> own = places.stream().filter(place -> place.service().equals(name)).toList();
    networks.write(name, own.stream().map(Place::container).toList(), tree);
    if (own.size() > 1) {
      tree.put("replicas", own.size());
    } else if (!isGenerated(own.getFirst().container().name(), name)) {
      tree.put("container_name", own.getFirst().container().name());
    }
    List<String> needs =
        ServiceFromContainer.dependencies(own.getFirst().container()).stream()
            .filter(other -> services.containsKey(other))
            .toList();
    if (!needs.isEmpty()) {
      tree.put("depends_on", needs);
    }
    return tree;
  }

  /** Whether Docker Compose, or Berth, has made up that name. */
  private boolean isGenerated(String name, String service) {
    return name.matches(Pattern.quote(app) + "[_-]" + Pattern.quote(service) + "[_-]\\d+.*");
  }

  /** The labels that a container would bear if it had been made for that app. */
  public static SortedMap<String, String> labels(
      String instance, DesiredApp wanted, Snapshot seen, String service, int replica) {
    SortedMap<String, String> labels =
        new Blueprints(instance, wanted, seen)
            .of(wanted.app().service(service), replica)
            .settings()
            .labels();
    SortedMap<String, String> own = new TreeMap<>(labels);
    own.keySet().removeIf(key -> !key.startsWith(Ownership.PREFIX));
    own.put(Ownership.ADOPTED, "true");
    own.put(Ownership.COPIES, "");
    return own;
  }

  /**
   * What a container that Berth has not made has for volumes without a name: those that it was made
   * without a name for, and those whose names only an engine finds, as Docker Compose carries them
   * over.
   */
  public static String unnamed(ContainerView container) {
    SortedMap<String, String> unnamed = new TreeMap<>(container.volumes());
    Set<String> own = UnnamedVolumeNames.of(container).keySet();
    unnamed
        .entrySet()
        .removeIf(volume -> !own.contains(volume.getKey()) && !isByChance(volume.getValue()));
    return String.join(UnnamedVolumeNames.BETWEEN, unnamed.keySet());
  }

  /** Whether the engine, and nobody else, would call a volume so. */
  static boolean isByChance(String name) {
    return name.matches("[0-9a-f]{64}");
  }

  /** Labels that the volumes without a name of a container with an owner would bear, by name. */
  public static Map<String, SortedMap<String, String>> unnamedVolumes(
      String app, ContainerView container) {
    Map<String, SortedMap<String, String>> all = new TreeMap<>();
    UnnamedVolumeNames.of(container)
        .forEach((target, name) -> all.put(name, UnnamedVolumes.labels(app, container, target)));
    return all;
  }

  /** Of all networks and volumes those that are named as the app's, with labels that say so. */
  public static Snapshot owned(String instance, DesiredApp wanted, Snapshot all) {
    List<NetworkView> networks = new ArrayList<>();
    for (String network : AppInfrastructure.wanted(wanted.app())) {
      String name = EngineNames.network(wanted.app(), network);
      all.networks().stream()
          .filter(n -> !wanted.app().network(network).external() && isFree(instance, n.labels()))
          .filter(n -> n.name().equals(name))
          .map(n -> n.withLabels(EngineNames.networkLabels(instance, wanted.app(), network)))
          .forEach(networks::add);
    }
    List<VolumeView> volumes = new ArrayList<>();
    for (VolumeView volume : all.volumes()) {
      wanted.app().volumes().entrySet().stream()
          .filter(v -> v.getValue().external().isEmpty() && isFree(instance, volume.labels()))
          .filter(v ->
              volume.name().equals(v.getValue().name().orElse(wanted.name() + "_" + v.getKey())))
          .forEach(v ->
              volumes.add(
                  volume.withLabels(EngineNames.volumeLabels(instance, wanted.app(), v.getKey()))));
    }
    return new Snapshot(List.of(), networks, volumes, all.images(), all.habits());
  }

  private static boolean isFree(String instance, Map<String, String> labels) {
    return labels.getOrDefault(Ownership.INSTANCE, instance).equals(instance);
  }

  /** What would be changed. */
  public static List<DriftDetector.Finding> differences(
      String instance, DesiredApp wanted, Snapshot seen) {
    List<DriftDetector.Finding> all = new ArrayList<>(DriftDetector.of(instance, wanted, seen));
    for (ContainerView container : seen.containers()) {
      Service service = wanted.app().service(container.owner().orElseThrow().service());
      String mode = Blueprints.enginePolicy(service).mode().text();
      Drift restart = new Drift("restart", mode, "no", Drift.Repair.UPDATE);
      if (container.restart().mode() == RestartPolicy.Mode.NO
          && !mode.equals("no")
          && all.stream().noneMatch(f -> f.isOf(container, restart))) {
        all.add(
            new DriftDetector.Finding(
                service.name(), Optional.of(container), container.id(), restart));
      }
    }
    return List.copyOf(all);
  }
}
