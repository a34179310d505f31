package dev.berth.compose;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values by patterns of paths, such as {@code services.*.build}; {@code *} is any one part. */
final class PathTable<T> {
  private final Map<String, PathTable<T>> below = new HashMap<>();
  private Optional<T> value = Optional.empty();

  PathTable<T> with(String pattern, T added) {
    PathTable<T> node = this;
    for (String part : pattern.split("\\.", -1)) {
      node = node.below.computeIfAbsent(part, p -> new PathTable<>());
    }
    node.value = Optional.of(added);
    return this;
  }

  Optional<T> find(TreePath path) {
    return find(path, 0);
  }

  private Optional<T> find(TreePath path, int depth) {
    if (depth == path.parts().size()) {
      return value;
    }
    PathTable<T> exact = below.get(path.parts().get(depth));
    PathTable<T> any = below.get("*");
    Optional<T> found = exact == null ? Optional.empty() : exact.find(path, depth + 1);
    return found.isPresent() || any == null ? found : any.find(path, depth + 1);
  }
}
