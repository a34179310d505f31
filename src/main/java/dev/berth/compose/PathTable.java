package dev.berth.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values by patterns of paths, such as {@code services.*.build}; {@code *} is any one part. */
final class PathTable<T> {
  private final Map<String, PathTable<T>> below = new HashMap<>();
  private Optional<T> value = Optional.empty();
  private int deepest;

  PathTable<T> with(String pattern, T added) {
    String[] parts = pattern.split("\\.", -1);
    deepest = Math.max(deepest, parts.length);
    PathTable<T> node = this;
    for (String part : parts) {
      node = node.below.computeIfAbsent(part, p -> new PathTable<>());
    }
    node.value = Optional.of(added);
    return this;
  }

  Optional<T> find(TreePath path) {
    return path.depth() > deepest ? Optional.empty() : find(path.parts(), 0);
  }

  private Optional<T> find(List<String> parts, int depth) {
    if (depth == parts.size()) {
      return value;
    }
    PathTable<T> exact = below.get(parts.get(depth));
    PathTable<T> any = below.get("*");
    Optional<T> found = exact == null ? Optional.empty() : exact.find(parts, depth + 1);
    return found.isPresent() || any == null ? found : any.find(parts, depth + 1);
  }
}
