package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes relative paths absolute, as seen from a folder. */
final class PathResolver {
  private static final List<String> REMOTE =
      List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@", "service:");

  private final String folder;
  private final Optional<String> home;
  private final Optional<String> bound;
  private final PathTable<Walk.Visitor> table = new PathTable<>();

  /**
   * As seen from a folder.
   *
   * @param bound the folder out of which no relative path may lead, if there is one
   */
  PathResolver(String folder, Optional<String> home, Optional<String> bound) {
    this.folder = folder;
    this.home = home;
    this.bound = bound;
    table
        .with("services.*.build", (v, p) -> build(v))
        .with("services.*.env_file.*", (v, p) -> replace(v, "path", this::plain))
        .with("services.*.label_file", (v, p) -> items(v))
        .with("services.*.extends", (v, p) -> replace(v, "file", this::plain))
        .with("services.*.develop.watch.*", (v, p) -> replace(v, "path", this::plain))
        .with("services.*.volumes.*", (v, p) -> mount(v))
        .with("configs.*", (v, p) -> replace(v, "file", this::host))
        .with("secrets.*", (v, p) -> replace(v, "file", this::host))
        .with("volumes.*", (v, p) -> volume(v));
  }

  /** Changes a tree. */
  void resolve(Map<String, Object> tree, Problems problems) {
    Walk.through(tree, TreePath.ROOT, table, problems);
  }

  @FunctionalInterface
  private interface Resolution {
    String of(String path) throws RefusedException;
  }

  private static void replace(Object value, String key, Resolution resolution)
      throws RefusedException {
    Optional<Map<String, Object>> map = ComposeTrees.map(value);
    Optional<String> path = map.flatMap(there -> ComposeTrees.text(there, key));
    if (path.isPresent()) {
      map.get().put(key, resolution.of(path.get()));
    }
  }

  private static void texts(Object value, Resolution resolution) throws RefusedException {
    Optional<Map<String, Object>> map = ComposeTrees.map(value);
    for (String key : List.copyOf(map.map(Map::keySet).orElse(Set.of()))) {
      replace(value, key, resolution);
    }
  }

  private void items(Object value) throws RefusedException {
    List<Object> list = ComposeTrees.list(value).orElse(List.of());
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof String path) {
        list.set(i, plain(path));
      }
    }
  }

  private String expanded(String path) {
    return path.startsWith("~") && home.isPresent()
        ? Paths.join(home.get(), path.substring(1))
        : path;
  }

  private String plain(String path) throws RefusedException {
    String expanded = expanded(path);
    boolean stays = expanded.isEmpty() || Paths.isAbsolute(expanded);
    return stays ? expanded : joined(expanded);
  }

  private String joined(String path) throws RefusedException {
    String whole = Paths.join(folder, path);
    if (bound.filter(root -> !Paths.isBelow(root, whole)).isPresent()) {
      throw new RefusedException(
          "`"
              + path
              + "` leads out of the project's folder, and nothing beside it is known here; put it"
              + " into the folder, or use a named volume, or an absolute path below"
              + " berth.policy.bind-roots");
    }
    return whole;
  }

  /** A path on the host, which may be a Windows one. */
  private String host(String path) throws RefusedException {
    String expanded = expanded(path);
    boolean stays = Paths.isAbsolute(expanded) || Paths.isWindowsAbsolute(expanded);
    return stays ? expanded : joined(expanded);
  }

  private String context(String path) throws RefusedException {
    boolean remote = path.contains("://") || REMOTE.stream().anyMatch(path::startsWith);
    return remote ? path : plain(path);
  }

  private void build(Object value) throws RefusedException {
    replace(value, "context", this::context);
    Optional<Map<String, Object>> build = ComposeTrees.map(value);
    if (build.isEmpty()) {
      return;
    }
    texts(ComposeTrees.map(build.get(), "additional_contexts"), this::context);
    texts(ComposeTrees.map(build.get(), "ssh"), this::host);
  }

  private void mount(Object value) throws RefusedException {
    Optional<Map<String, Object>> mount = ComposeTrees.map(value);
    if (mount.isPresent() && "bind".equals(mount.get().get("type"))) {
      if (!mount.get().containsKey("source")) {
        throw new RefusedException("is a bind mount and needs a `source`");
      }
      replace(value, "source", this::host);
    }
  }

  /** A local volume that is really a bind mount. */
  private void volume(Object value) throws RefusedException {
    Optional<Map<String, Object>> volume = ComposeTrees.map(value);
    if (volume.isPresent() && "local".equals(volume.get().get("driver"))) {
      Map<String, Object> options = ComposeTrees.map(volume.get(), "driver_opts");
      if ("bind".equals(options.get("o"))) {
        replace(options, "device", this::host);
      }
    }
  }
}
