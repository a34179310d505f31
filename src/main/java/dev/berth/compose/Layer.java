package dev.berth.compose;

import java.util.List;
import java.util.Map;

/**
 * One document of one file, as a tree.
 *
 * @param tree what it says
 * @param reset paths tagged {@code !reset} or {@code !override}: what lies there in what is below
 *     goes
 */
record Layer(Object tree, List<TreePath> reset) {

  /** Takes out of a tree below what this layer resets. */
  void clear(Map<String, Object> below, TreePath at) {
    below
        .entrySet()
        .removeIf(entry -> {
          TreePath path = at.key(entry.getKey());
          if (reset.contains(path)) {
            return true;
          }
          if (reset.stream().anyMatch(r -> r.startsWith(path))) {
            Trees.map(entry.getValue()).ifPresent(map -> clear(map, path));
          }
          return false;
        });
  }
}
