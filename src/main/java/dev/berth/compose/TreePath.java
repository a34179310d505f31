package dev.berth.compose;

import java.util.ArrayList;
import java.util.List;

/** Where a value stands in a tree: keys, and {@code [n]} for the items of lists. */
record TreePath(List<String> parts) {
  static final TreePath ROOT = new TreePath(List.of());

  TreePath {
    parts = List.copyOf(parts);
  }

  static TreePath of(String... parts) {
    return new TreePath(List.of(parts));
  }

  TreePath key(String key) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(key);
    return new TreePath(longer);
  }

  TreePath item(int index) {
    return key("[" + index + "]");
  }

  boolean startsWith(TreePath other) {
    return parts.size() >= other.parts.size()
        && parts.subList(0, other.parts.size()).equals(other.parts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      boolean isItem = part.startsWith("[") && part.endsWith("]");
      text.append(text.isEmpty() || isItem ? "" : ".").append(part);
    }
    return text.toString();
  }
}
