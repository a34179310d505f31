package dev.berth.kube;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events as rows. */
final class EventTable {
  private static final List<String> COLUMNS =
      List.of("Last Seen", "Type", "Reason", "Object", "Message");

  private EventTable() {}

  static Map<String, Object> of(
      Map<String, ?> metadata,
      List<Map<String, Object>> events,
      KubeTables.Include include,
      Instant now) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "Table");
    tree.put("apiVersion", "meta.k8s.io/v1");
    tree.put("metadata", metadata);
    tree.put("columnDefinitions", COLUMNS.stream().map(EventTable::column).toList());
    tree.put("rows", events.stream().map(e -> KubeTables.row(cells(e, now), e, include)).toList());
    return tree;
  }

  private static Map<String, Object> column(String name) {
    return Map.of("name", name, "type", "string", "format", "", "description", name, "priority", 0);
  }

  private static List<Object> cells(Map<String, Object> event, Instant now) {
    Object about = event.getOrDefault("involvedObject", Map.of());
    String name =
        about instanceof Map<?, ?> map
            ? String.valueOf(map.get("kind")).toLowerCase(Locale.ROOT) + "/" + map.get("name")
            : "";
    return List.of(
        KubeTables.age(Instant.parse(KubeObjects.text(event, "lastTimestamp")), now),
        KubeObjects.text(event, "type"),
        KubeObjects.text(event, "reason"),
        name,
        KubeObjects.text(event, "message"));
  }
}
