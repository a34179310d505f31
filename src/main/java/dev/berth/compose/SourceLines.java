package dev.berth.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which path of which file stands on which line. */
final class SourceLines {
  private final Map<String, Map<TreePath, Integer>> files = new LinkedHashMap<>();
  private final List<String> primary = new ArrayList<>();
  private String focus = "";

  /** What comes later is found by what it is in. */
  private static final int MOST_LINES = 50_000;

  /**
   * A place.
   *
   * @param line from 1, or 0 if there is none
   */
  record Place(String file, int line) {}

  /** Says that a file is one of the project's own, not only named by one. */
  void primary(String file) {
    primary.add(file);
    focus = file;
  }

  /** Says which file is being read, and answers which was before. */
  String focus(String file) {
    String before = focus;
    focus = file;
    return before;
  }

  String focus() {
    return focus;
  }

  void note(TreePath path, int line) {
    Map<TreePath, Integer> lines = files.computeIfAbsent(focus, file -> new HashMap<>());
    if (lines.size() < MOST_LINES) {
      lines.put(path, line);
    }
  }

  /** The place of a path, or of the nearest above it: in this file, then in the later ones. */
  Place find(TreePath path) {
    List<String> order = new ArrayList<>(List.of(focus));
    order.addAll(primary.reversed());
    order.addAll(files.keySet());
    for (TreePath above = path; above.depth() > 0; above = above.above()) {
      for (String file : order) {
        Integer line = files.getOrDefault(file, Map.of()).get(above);
        if (line != null) {
          return new Place(file, line);
        }
      }
    }
    return new Place(focus, 0);
  }
}
