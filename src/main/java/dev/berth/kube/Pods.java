package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.EngineInventory;
import dev.berth.port.EngineInventory.ContainerReport;
import dev.berth.port.StatusStore;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers of the apps that a client may see, as pods. */
@Singleton
class Pods {
  private static final List<String> COLUMNS =
      List.of("Name", "Ready", "Status", "Restarts", "Age", "App", "Service");

  private static final String VERSION = "resourceVersion";

  private final EngineInventory engineInventory;
  private final StatusStore board;
  private final Intake intake;
  private final ResourceQueries resourceQueries;
  private final ContainerListings<Pod> listings = new ContainerListings<>();

  Pods(
      EngineInventory engineInventory,
      StatusStore board,
      Intake intake,
      ResourceQueries resourceQueries) {
    this.resourceQueries = resourceQueries;
    this.engineInventory = engineInventory;
    this.board = board;
    this.intake = intake;
  }

  List<Pod> all(ResourceFilter wanted) {
    Set<String> apps = intake.all().stream().map(DesiredApp::name).collect(Collectors.toSet());
    return meant(
        engineInventory.containers(false).stream()
            .filter(container -> container.app().filter(apps::contains).isPresent()),
        wanted);
  }

  private List<Pod> meant(Stream<ContainerReport> containers, ResourceFilter wanted) {
    return containers
        .map(container -> new Pod(container, seen(container)))
        .filter(pod -> wanted.meets(pod.name(), pod.labels()))
        .toList();
  }

  private static Map<String, Pod> byId(List<Pod> pods) {
    Map<String, Pod> byId = new LinkedHashMap<>();
    pods.forEach(pod -> byId.put(pod.container().id(), pod));
    return byId;
  }

  Map<String, Object> list(KubeQueries queries, Accept accept) {
    long number = resourceQueries.now();
    Map<String, Object> metadata = Map.of(VERSION, Long.toString(number));
    ResourceFilter wanted = queries.wanted();
    List<Pod> all = all(wanted);
    listings.remember(number, wanted, byId(all));
    return accept.table()
        ? table(metadata, all, accept)
        : KubeObjects.list("PodList", "v1", metadata, all.stream().map(Pod::object).toList());
  }

  ContainerWatch<Pod> watch(KubeQueries queries, Accept accept) {
    return new ContainerWatch<>(
        new Watched(queries.wanted(), accept), resourceQueries, KubeWatch.Options.of(queries));
  }

  /** For a client who looks again and again. */
  private final class Watched implements ContainerWatch.View<Pod> {
    private final ResourceFilter wanted;
    private final Accept accept;

    Watched(ResourceFilter wanted, Accept accept) {
      this.wanted = wanted;
      this.accept = accept;
    }

    @Override
    public Map<String, Pod> heard() {
      return byId(meant(engineInventory.heard().stream(), wanted));
    }

    @Override
    public Optional<Map<String, Pod>> told(long number) {
      return listings.at(number, wanted);
    }

    @Override
    public void remember(long number, Map<String, Pod> told) {
      listings.remember(number, wanted, told);
    }

    @Override
    public Map<String, Object> shown(Pod one, long number) {
      Map<String, Object> version = Map.of(VERSION, Long.toString(number));
      return accept.table() ? table(version, List.of(one), accept) : one.object(number);
    }

    @Override
    public Map<String, Object> bookmark(Map<String, ?> metadata) {
      return KubeObjects.bookmark("Pod", "v1", metadata);
    }
  }

  Pod find(String name, ResourceFilter wanted) {
    return all(wanted).stream()
        .filter(pod -> pod.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new KubeException(
                404,
                "NotFound",
                "pods \"" + name + "\" not found",
                Map.of("name", name, "kind", "pods")));
  }

  private Optional<AppStatus.Container> seen(ContainerReport container) {
    return container.app().flatMap(board::find).stream()
        .flatMap(status -> status.services().values().stream())
        .flatMap(service -> service.containers().stream())
        .filter(one -> one.id().equals(container.id()))
        .findFirst();
  }

  static Map<String, Object> table(Map<String, ?> metadata, List<Pod> pods, Accept accept) {
    Instant now = Instant.now();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "Table");
    tree.put("apiVersion", "meta.k8s.io/v1");
    tree.put("metadata", metadata);
    tree.put("columnDefinitions", COLUMNS.stream().map(Pods::column).toList());
    tree.put(
        "rows",
        pods.stream()
            .map(pod -> KubeTables.row(cells(pod, now), pod.object(), accept.include()))
            .toList());
    return tree;
  }

  private static Map<String, Object> column(String name) {
    return Map.of(
        "name",
        name,
        "type",
        "string",
        "format",
        name.equals("Name") ? "name" : "",
        "description",
        name,
        "priority",
        0);
  }

  private static List<Object> cells(Pod pod, Instant now) {
    return List.of(
        pod.name(),
        pod.isReady() ? "1/1" : "0/1",
        pod.phase(),
        String.valueOf(pod.restarts()),
        KubeTables.age(pod.container().createdAt(), now),
        pod.app(),
        pod.service());
  }
}
