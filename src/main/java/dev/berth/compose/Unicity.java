package dev.berth.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of the items of a list that mean the same thing, keeps the last, in the place of the first. */
final class Unicity {
  private static final PathTable<Shape.Reader> KEYS = keys();

  private final Problems problems;

  Unicity(Problems problems) {
    this.problems = problems;
  }

  private static PathTable<Shape.Reader> keys() {
    PathTable<Shape.Reader> table = new PathTable<>();
    table.with("networks.*.labels", Unicity::name);
    String service = "services.*.";
    for (String key :
        List.of(
            "annotations build.args build.additional_contexts build.platform build.tags",
            "build.labels cap_add cap_drop deploy.labels dns dns_opt dns_search environment labels",
            "links networks.*.aliases networks.*.link_local_ips profiles sysctls tmpfs")) {
      for (String one : key.split(" ", -1)) {
        table.with(service + one, Unicity::name);
      }
    }
    table.with(service + "devices", Unicity::device);
    table.with(service + "volumes", Unicity::volume);
    table.with(service + "configs", item -> file(item, ""));
    table.with(service + "secrets", item -> file(item, "/run/secrets"));
    table.with(service + "env_file", item -> environmentFile(item));
    table.with(service + "expose", Unicity::expose);
    return table.with(service + "ports", Unicity::port);
  }

  /** Changes a tree. */
  void enforce(Map<String, Object> tree, TreePath path) {
    tree.replaceAll((key, value) -> one(value, path.key(key)));
  }

  private Object one(Object value, TreePath path) {
    if (value instanceof Map<?, ?>) {
      enforce(ComposeTrees.map(value).orElseThrow(), path);
    }
    Optional<Shape.Reader> key = value instanceof List<?> ? KEYS.find(path) : Optional.empty();
    return key.isPresent()
        ? unique(ComposeTrees.list(value).orElseThrow(), key.get(), path)
        : value;
  }

  private List<Object> unique(List<Object> list, Shape.Reader reader, TreePath path) {
    List<Object> unique = new ArrayList<>();
    Map<Object, Integer> places = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        Object key = reader.read(list.get(i));
        Integer before = places.putIfAbsent(key, unique.size());
        if (before == null) {
          unique.add(list.get(i));
        } else {
          unique.set(before, list.get(i));
        }
      } catch (RefusedException e) {
        problems.add(path.item(i), e.reason());
      }
    }
    return unique;
  }

  private static RefusedException mismatch(String wanted, Object item) {
    return new RefusedException("must be " + wanted + ", was " + ComposeTrees.kind(item));
  }

  private static Object name(Object item) throws RefusedException {
    if (item instanceof String text) {
      int equals = text.indexOf('=');
      return equals < 0 ? text : text.substring(0, equals);
    }
    throw mismatch("a text", item);
  }

  private static Object target(Map<String, Object> item) throws RefusedException {
    return ComposeTrees.text(item, "target")
        .orElseThrow(() -> new RefusedException("needs `target`, a text"));
  }

  private static Object volume(Object item) throws RefusedException {
    if (item instanceof String text) {
      return VolumeSpec.parse(text).getOrDefault("target", "");
    }
    Optional<Map<String, Object>> map = ComposeTrees.map(item);
    return map.isPresent() ? target(map.get()) : "";
  }

  private static Object device(Object item) throws RefusedException {
    if (item instanceof String text) {
      String[] parts = text.split(":", -1);
      return parts.length == 1 ? parts[0] : parts[1];
    }
    Optional<Map<String, Object>> map = ComposeTrees.map(item);
    return map.isPresent() ? target(map.get()) : "";
  }

  private static Object expose(Object item) throws RefusedException {
    if (item instanceof String || item instanceof Long) {
      return item.toString();
    }
    throw mismatch("a port", item);
  }

  private static Object file(Object item, String folder) throws RefusedException {
    if (item instanceof String text) {
      return folder + "/" + text;
    }
    Map<String, Object> map =
        ComposeTrees.map(item).orElseThrow(() -> mismatch("a text or a map", item));
    Object target = map.get("target");
    if (target != null) {
      return Readers.text(target);
    }
    return folder + "/" + Numbers.text(map.getOrDefault("source", ""));
  }

  private static Object environmentFile(Object item) throws RefusedException {
    if (item instanceof String text) {
      return text;
    }
    Optional<Map<String, Object>> map = ComposeTrees.map(item);
    if (map.isEmpty()) {
      return "";
    }
    return ComposeTrees.text(map.get(), "path")
        .orElseThrow(() -> new RefusedException("needs `path`, a text"));
  }

  private static Object port(Object item) throws RefusedException {
    Optional<Map<String, Object>> map = ComposeTrees.map(item);
    if (map.isEmpty()) {
      return item instanceof Long ? item.toString() : item instanceof String ? item : "";
    }
    Map<String, Object> port = map.get();
    if (!port.containsKey("target")) {
      throw new RefusedException("needs `target`, the container's port");
    }
    return List.of(
        port.getOrDefault("host_ip", "0.0.0.0"),
        port.getOrDefault("published", ""),
        port.getOrDefault("target", ""),
        port.getOrDefault("protocol", "tcp"));
  }
}
