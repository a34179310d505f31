package dev.berth.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One document of one file, as a tree.
 *
 * @param tree what it says
 * @param reset paths tagged {@code !reset} or {@code !override}: what lies there in what is below
 *     goes
 * @param above all paths that lead to those
 */
record Layer(Object tree, Set<TreePath> reset, Set<TreePath> above) {

  Layer {
    reset = Set.copyOf(reset);
    above = Set.copyOf(above);
  }

  static Layer of(Object tree, List<TreePath> reset) {
    Set<TreePath> above = new HashSet<>();
    for (TreePath path : reset) {
      for (TreePath up = path.above(); up.depth() > 0; up = up.above()) {
        above.add(up);
      }
    }
    return new Layer(tree, new HashSet<>(reset), above);
  }

  /** Takes out of a tree below what this layer resets. */
  void clear(Map<String, Object> below, TreePath at) {
    for (Map.Entry<String, Object> entry : new ArrayList<>(below.entrySet())) {
      TreePath path = at.key(entry.getKey());
      if (reset.contains(path)) {
        below.remove(entry.getKey());
      } else if (above.contains(path)) {
        ComposeTrees.map(entry.getValue()).ifPresent(map -> clear(map, path));
      }
    }
  }
}
