package dev.berth.compose;

import java.util.List;
import java.util.Map;

/** Visits the values of a tree at the paths of a table; what lies below a visited one is not. */
final class Walk {
  /** Changes a value in place, or refuses it. */
  @FunctionalInterface
  interface Visitor {
    void visit(Object value, TreePath path) throws RefusedException;
  }

  private Walk() {}

  static void through(Object value, TreePath path, PathTable<Visitor> table, Problems problems) {
    if (table.find(path).isPresent()) {
      try {
        table.find(path).get().visit(value, path);
      } catch (RefusedException e) {
        problems.add(path, e.reason());
      }
      return;
    }
    if (value instanceof Map<?, ?>) {
      ComposeTrees.map(value)
          .orElseThrow()
          .forEach((key, child) -> through(child, path.key(key), table, problems));
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        through(list.get(i), path.item(i), table, problems);
      }
    }
  }
}
