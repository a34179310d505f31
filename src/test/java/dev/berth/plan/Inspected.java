package dev.berth.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** What {@code docker inspect} says of a container, without names, labels and generated ids. */
final class Inspected {
  /**
   * Left out, and why: generated, or a choice of Berth's that docs/guide/compose.md explains
   * (restart policies are kept by Berth; the image is given by its id).
   */
  private static final Set<String> OUT =
      Set.of(
          "Config.Labels",
          "Config.Image",
          "HostConfig.RestartPolicy",
          "HostConfig.ContainerIDFile",
          "HostConfig.ConsoleSize");

  private Inspected() {}

  static void flatten(JsonNode container, String id, SortedMap<String, String> flat) {
    for (String part : List.of("Config", "HostConfig")) {
      flatten(part, container.path(part), id, flat);
    }
    flat.put("Image", container.path("Image").asText());
    flatten("Mounts", container.path("Mounts"), id, flat);
    container
        .at("/NetworkSettings/Networks")
        .properties()
        .forEach(network -> endpoint(network, id, flat));
  }

  private static void endpoint(
      Map.Entry<String, JsonNode> network, String id, SortedMap<String, String> flat) {
    String path = "Networks." + network.getKey();
    for (String key : List.of("IPAMConfig", "Links", "DriverOpts")) {
      flatten(path + "." + key, network.getValue().path(key), id, flat);
    }
    flat.put(path, "connected");
  }

  private static void flatten(
      String path, JsonNode node, String id, SortedMap<String, String> flat) {
    if (OUT.contains(path)) {
      return;
    }
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(path + "." + e.getKey(), e.getValue(), id, flat));
    } else if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(text(item, id)));
      if (!items.isEmpty()) {
        // What the order means is compared where it means something.
        flat.put(
            path,
            (path.endsWith("Cmd") || path.endsWith("Entrypoint")
                    ? items
                    : items.stream().sorted().toList())
                .toString());
      }
    } else if (!isNothing(node, id)) {
      flat.put(path, text(node, id));
    }
  }

  private static boolean isNothing(JsonNode node, String id) {
    String text = node.asText();
    return node.isNull()
        || node.isMissingNode()
        || text.isEmpty()
        || text.equals("false")
        || text.equals("0")
        || (text.length() >= 12 && id.startsWith(text));
  }

  private static String text(JsonNode node, String id) {
    String text = node.isValueNode() ? node.asText() : node.toString();
    return text.replace(id, "ID").replaceAll("[0-9a-f]{64}", "HEX");
  }
}
