package dev.berth.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields of documents as sets of paths, for who owns what. A path ends at a text, a number or a
 * list: lists are owned as a whole. Only labels, annotations and the spec have owners.
 */
final class FieldSets {
  private FieldSets() {}

  /** Paths, in an order of their own. */
  static Set<List<String>> none() {
    return new TreeSet<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
  }

  static Set<List<String>> of(Map<String, ?> document) {
    Set<List<String>> fields = none();
    if (document.get("metadata") instanceof Map<?, ?> metadata) {
      collect(metadata.get("labels"), List.of("metadata", "labels"), fields);
      collect(metadata.get("annotations"), List.of("metadata", "annotations"), fields);
    }
    collect(document.get("spec"), List.of("spec"), fields);
    return fields;
  }

  private static void collect(
      @org.jspecify.annotations.Nullable Object tree, List<String> path, Set<List<String>> fields) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, value) -> collect(value, below(path, String.valueOf(key)), fields));
    } else if (tree != null && path.size() > 1) {
      fields.add(path);
    }
  }

  private static List<String> below(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }

  static Optional<Object> at(Map<String, ?> document, List<String> path) {
    Object now = document;
    for (String key : path) {
      now = now instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Optional.ofNullable(now);
  }

  /** Whether a field is as it was. */
  static boolean same(Map<String, ?> one, Map<String, ?> other, List<String> path) {
    return at(one, path).map(KubeJson::text).equals(at(other, path).map(KubeJson::text));
  }

  /** Another document without a field; a map that nothing is left in goes as well. */
  static Map<String, Object> without(Map<String, ?> document, List<String> path) {
    Map<String, Object> copy = new LinkedHashMap<>(document);
    String key = path.getFirst();
    if (path.size() == 1) {
      copy.remove(key);
    } else if (copy.get(key) instanceof Map<?, ?> map) {
      Map<String, Object> rest = without(keyed(map), path.subList(1, path.size()));
      if (rest.isEmpty() && !key.equals("spec")) {
        copy.remove(key);
      } else {
        copy.put(key, rest);
      }
    }
    return copy;
  }

  /** Two documents in one: where both say something, the second one counts. */
  static Map<String, Object> merged(Map<String, ?> under, Map<String, ?> over) {
    Map<String, Object> merged = new LinkedHashMap<>(under);
    over.forEach((key, value) -> {
      if (value instanceof Map<?, ?> map && merged.get(key) instanceof Map<?, ?> below) {
        merged.put(key, merged(keyed(below), keyed(map)));
      } else if (value != null) {
        merged.put(key, value);
      }
    });
    return merged;
  }

  static Map<String, Object> keyed(Map<?, ?> map) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }

  /** As {@code FieldsV1} has it: {@code {"f:spec": {"f:image": {}}}}. */
  static Map<String, Object> fieldsV1(Set<List<String>> fields) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (List<String> path : fields) {
      Map<String, Object> at = tree;
      for (String key : path) {
        at = child(at, "f:" + key);
      }
    }
    return tree;
  }

  @SuppressWarnings("unchecked") // Made here, of nothing else.
  private static Map<String, Object> child(Map<String, Object> tree, String key) {
    return (Map<String, Object>) tree.computeIfAbsent(key, k -> new LinkedHashMap<>());
  }

  static Set<List<String>> from(Map<?, ?> fieldsV1) {
    Set<List<String>> fields = none();
    read(fieldsV1, List.of(), fields);
    return fields;
  }

  private static void read(Map<?, ?> tree, List<String> path, Set<List<String>> fields) {
    boolean leaf = true;
    for (Map.Entry<?, ?> entry : tree.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (key.startsWith("f:") && entry.getValue() instanceof Map<?, ?> map) {
        leaf = false;
        read(map, below(path, key.substring(2)), fields);
      }
    }
    if (leaf && !path.isEmpty()) {
      fields.add(path);
    }
  }

  /** As messages write a path: {@code .spec.image}. */
  static String text(List<String> path) {
    return "." + String.join(".", path);
  }
}
