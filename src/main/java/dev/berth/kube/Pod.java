package dev.berth.kube;

import dev.berth.port.EngineInventory.ContainerReport;
import dev.berth.status.AppStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as Kubernetes has them: alone in a pod of its name, called as its service.
 *
 * @param seen what the status of its app says of it
 */
record Pod(ContainerReport container, Optional<AppStatus.Container> seen) {
  static final String NAMESPACE = "default";
  private static final String DEFAULT = "kubectl.kubernetes.io/default-container";

  String name() {
    return container.name();
  }

  String app() {
    return container.app().orElse("");
  }

  String service() {
    return container.service().orElse(app());
  }

  boolean isRunning() {
    return container.state().equals("running");
  }

  /** Kubernetes asks the check; who has none is ready. */
  boolean isReady() {
    return isRunning() && (container.health().equals("none") || isHealthy());
  }

  private boolean isHealthy() {
    return container.health().equals("healthy");
  }

  int restarts() {
    return seen.map(AppStatus.Container::restarts).orElse(0);
  }

  private int exitCode() {
    return seen.map(status -> status.exitCode().orElse(0)).orElse(0);
  }

  /** In the words of Kubernetes. */
  String phase() {
    return switch (container.state()) {
      case "running", "paused", "restarting" -> "Running";
      case "created" -> "Pending";
      case "exited", "dead", "removing" -> exitCode() == 0 ? "Succeeded" : "Failed";
      default -> "Unknown";
    };
  }

  Map<String, String> labels() {
    return Map.of("berth.dev/app", app(), "berth.dev/service", service());
  }

  Map<String, Object> object() {
    return object(new LinkedHashMap<>());
  }

  /** As it was as of a change. */
  Map<String, Object> object(long number) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(number));
    return object(metadata);
  }

  private Map<String, Object> object(Map<String, Object> metadata) {
    metadata.put("name", name());
    metadata.put("namespace", NAMESPACE);
    metadata.put("uid", container.id());
    metadata.put("labels", labels());
    metadata.put("annotations", Map.of(DEFAULT, service()));
    metadata.put("creationTimestamp", container.createdAt().toString());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "v1");
    tree.put("kind", "Pod");
    tree.put("metadata", metadata);
    tree.put(
        "spec",
        Map.of("containers", List.of(Map.of("name", service(), "image", container.image()))));
    tree.put("status", status());
    return tree;
  }

  private Map<String, Object> status() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", service());
    one.put("image", container.image());
    one.put("imageID", "");
    one.put("containerID", "docker://" + container.id());
    one.put("ready", isReady());
    one.put("restartCount", restarts());
    one.put("state", state());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("phase", phase());
    status.put(
        "conditions", List.of(Map.of("type", "Ready", "status", isReady() ? "True" : "False")));
    status.put("containerStatuses", List.of(one));
    return status;
  }

  private Map<String, Object> state() {
    return switch (phase()) {
      case "Running" ->
          Map.of(
              "running",
              seen.flatMap(AppStatus.Container::startedAt)
                  .map(at -> Map.of("startedAt", at.toString()))
                  .orElse(Map.of()));
      case "Succeeded", "Failed" -> Map.of("terminated", Map.of("exitCode", exitCode()));
      default -> Map.of("waiting", Map.of("reason", container.state()));
    };
  }
}
