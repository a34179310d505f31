package dev.berth.kube;

import dev.berth.port.AppUsage;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What pods use of the machine, as {@code kubectl top} reads it. */
@Singleton
class PodMetrics {
  private static final String VERSION = "metrics.k8s.io/v1beta1";
  private static final int KIBIBYTE = 1024;

  /** The shortest time that processors are counted over. */
  private static final String WINDOW = "1s";

  private final AppUsage usage;

  PodMetrics(AppUsage usage) {
    this.usage = usage;
  }

  Map<String, Object> list(List<Pod> pods) throws InterruptedException {
    return KubeObjects.list("PodMetricsList", VERSION, Map.of(), of(pods));
  }

  /** Of those that run. */
  List<Map<String, Object>> of(List<Pod> pods) throws InterruptedException {
    List<String> apps = pods.stream().map(Pod::app).distinct().toList();
    Map<String, AppUsage.Usage> measured =
        usage.measured(apps).stream()
            .collect(Collectors.toMap(AppUsage.Usage::id, Function.identity(), (a, b) -> b));
    return pods.stream()
        .flatMap(pod ->
            Optional.ofNullable(measured.get(pod.container().id())).stream()
                .map(used -> metrics(pod, used)))
        .toList();
  }

  private static Map<String, Object> metrics(Pod pod, AppUsage.Usage used) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", pod.name());
    metadata.put("namespace", Pod.NAMESPACE);
    metadata.put("labels", pod.labels());
    metadata.put("creationTimestamp", used.at().toString());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "PodMetrics");
    tree.put("apiVersion", VERSION);
    tree.put("metadata", metadata);
    tree.put("timestamp", used.at().toString());
    tree.put("window", WINDOW);
    tree.put("containers", List.of(Map.of("name", pod.service(), "usage", usage(used))));
    return tree;
  }

  /** Thousandths of a processor; none yet where it was started within the second. */
  private static Map<String, String> usage(AppUsage.Usage used) {
    return Map.of(
        "cpu",
        Math.round(1000 * used.cpus().orElse(0)) + "m",
        "memory",
        used.memoryBytes() / KIBIBYTE + "Ki");
  }
}
