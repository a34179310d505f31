package dev.berth.kube;

import dev.berth.intake.app.Intake;
import dev.berth.intake.read.ResourceFilter;
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

/** The containers of the apps that a client may see, as pods. */
@Singleton
class Pods {
  private static final List<String> COLUMNS =
      List.of("Name", "Ready", "Status", "Restarts", "Age", "App", "Service");

  private final EngineInventory engineInventory;
  private final StatusStore board;
  private final Intake intake;

  Pods(EngineInventory engineInventory, StatusStore board, Intake intake) {
    this.engineInventory = engineInventory;
    this.board = board;
    this.intake = intake;
  }

  List<Pod> all(ResourceFilter wanted) {
    Set<String> apps = intake.all().stream().map(DesiredApp::name).collect(Collectors.toSet());
    return engineInventory.containers(false).stream()
        .filter(container -> container.app().filter(apps::contains).isPresent())
        .map(container -> new Pod(container, seen(container)))
        .filter(pod -> wanted.meets(pod.name(), pod.labels()))
        .toList();
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
