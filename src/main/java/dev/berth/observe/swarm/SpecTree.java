package dev.berth.observe.swarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks into trees of maps, lists and plain values, as JSON gives them; what is not there is empty.
 */
public final class SpecTree {
  private SpecTree() {}

  /** What is at the end of a path; null where the path breaks off. */
  public static @Nullable Object at(Map<?, ?> tree, String... path) {
    Object found = tree;
    for (String name : path) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }

  public static String text(Map<?, ?> tree, String... path) {
    return at(tree, path) instanceof String text ? text : "";
  }

  public static long number(Map<?, ?> tree, String... path) {
    return at(tree, path) instanceof Number number ? number.longValue() : 0;
  }

  public static Map<?, ?> map(Map<?, ?> tree, String... path) {
    return at(tree, path) instanceof Map<?, ?> map ? map : Map.of();
  }

  public static List<?> list(Map<?, ?> tree, String... path) {
    return at(tree, path) instanceof List<?> list ? list : List.of();
  }

  /** The maps of a list. */
  public static List<Map<?, ?>> maps(Map<?, ?> tree, String... path) {
    return list(tree, path).stream()
        .<Map<?, ?>>mapMulti((value, add) -> {
          if (value instanceof Map<?, ?> map) {
            add.accept(map);
          }
        })
        .toList();
  }

  /** One that may be written. */
  public static Map<String, Object> copy(Map<?, ?> tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    tree.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  /** Labels, and whatever else has texts by name. */
  public static SortedMap<String, String> texts(Map<?, ?> tree, String... path) {
    SortedMap<String, String> texts = new TreeMap<>();
    map(tree, path).forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }
}
