package dev.berth.client.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two trees, path by path. */
public final class TreeDiff {
  private TreeDiff() {}

  /** {@code - path: before} and {@code + path: after}, in the order of the paths. */
  public static List<String> of(Map<?, ?> before, Map<?, ?> after) {
    SortedMap<String, String> had = leaves(before);
    SortedMap<String, String> has = leaves(after);
    SortedSet<String> paths = new TreeSet<>(had.keySet());
    paths.addAll(has.keySet());
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      String was = had.get(path);
      String is = has.get(path);
      if (was != null && !was.equals(is)) {
        lines.add("- " + path + ": " + was);
      }
      if (is != null && !is.equals(was)) {
        lines.add("+ " + path + ": " + is);
      }
    }
    return lines;
  }

  private static SortedMap<String, String> leaves(Map<?, ?> tree) {
    SortedMap<String, String> leaves = new TreeMap<>();
    tree.forEach((key, value) -> add(String.valueOf(key), value, leaves));
    return leaves;
  }

  private static void add(String path, @Nullable Object value, Map<String, String> leaves) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.forEach((key, inner) -> add(path + "." + key, inner, leaves));
      case List<?> list when list.stream().anyMatch(Map.class::isInstance) -> {
        for (int i = 0; i < list.size(); i++) {
          add(path + "[" + i + "]", list.get(i), leaves);
        }
      }
      case null -> leaves.put(path, "null");
      default -> leaves.put(path, Printable.whole(value.toString()).replace("\n", "\\n"));
    }
  }
}
