package dev.berth.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a tree: keys, and {@code [n]} for the items of lists. A path shares all
 * but its end with the one above, for every step through a tree makes one.
 */
final class TreePath {
  static final TreePath ROOT = new TreePath(null, "");

  private final @Nullable TreePath above;
  private final String last;
  private final int depth;
  private final int hash;

  private TreePath(@Nullable TreePath above, String last) {
    this.above = above;
    this.last = last;
    this.depth = above == null ? 0 : above.depth + 1;
    this.hash = above == null ? 0 : 31 * above.hash + last.hashCode();
  }

  static TreePath of(String... parts) {
    TreePath path = ROOT;
    for (String part : parts) {
      path = path.key(part);
    }
    return path;
  }

  TreePath key(String key) {
    return new TreePath(this, key);
  }

  TreePath item(int index) {
    return key("[" + index + "]");
  }

  int depth() {
    return depth;
  }

  /** The path of what this one is in; the root is in itself. */
  TreePath above() {
    return above == null ? this : above;
  }

  List<String> parts() {
    List<String> parts = new ArrayList<>(depth);
    for (TreePath path = this; path.depth > 0; path = path.above()) {
      parts.add(path.last);
    }
    Collections.reverse(parts);
    return parts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreePath path
        && hash == path.hash
        && depth == path.depth
        && last.equals(path.last)
        && Objects.equals(above, path.above);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String part : parts()) {
      boolean isItem = part.startsWith("[") && part.endsWith("]");
      text.append(text.isEmpty() || isItem ? "" : ".").append(part);
    }
    return text.toString();
  }
}
