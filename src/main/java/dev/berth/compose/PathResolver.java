package dev.berth.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes relative paths absolute, as seen from a folder. */
final class PathResolver {
  private static final List<String> REMOTE =
      List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@", "service:");

  private final String folder;
  private final Optional<String> home;
  private final PathTable<Walk.Visitor> table = new PathTable<>();

  PathResolver(String folder, Optional<String> home) {
    this.folder = folder;
    this.home = home;
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
    String of(String path);
  }

  private static void replace(Object value, String key, Resolution resolution) {
    Trees.map(value)
        .ifPresent(
            map -> Trees.text(map, key).ifPresent(path -> map.put(key, resolution.of(path))));
  }

  private void items(Object value) {
    Trees.list(value)
        .ifPresent(
            list -> list.replaceAll(item -> item instanceof String path ? plain(path) : item));
  }

  private String expanded(String path) {
    return path.startsWith("~") && home.isPresent()
        ? Paths.join(home.get(), path.substring(1))
        : path;
  }

  private String plain(String path) {
    String expanded = expanded(path);
    boolean stays = expanded.isEmpty() || Paths.isAbsolute(expanded);
    return stays ? expanded : Paths.join(folder, expanded);
  }

  /** A path on the host, which may be a Windows one. */
  private String host(String path) {
    String expanded = expanded(path);
    boolean stays = Paths.isAbsolute(expanded) || Paths.isWindowsAbsolute(expanded);
    return stays ? expanded : Paths.join(folder, expanded);
  }

  private String context(String path) {
    boolean remote = path.contains("://") || REMOTE.stream().anyMatch(path::startsWith);
    return remote ? path : plain(path);
  }

  private void build(Object value) {
    replace(value, "context", this::context);
    Optional<Map<String, Object>> build = Trees.map(value);
    if (build.isEmpty()) {
      return;
    }
    Trees.map(build.get().get("additional_contexts"))
        .ifPresent(contexts ->
            contexts.replaceAll((name, v) -> v instanceof String path ? context(path) : v));
    Trees.map(build.get().get("ssh"))
        .ifPresent(keys -> keys.replaceAll((name, v) -> v instanceof String path ? host(path) : v));
  }

  private void mount(Object value) throws RefusedException {
    Optional<Map<String, Object>> mount = Trees.map(value);
    if (mount.isPresent() && "bind".equals(mount.get().get("type"))) {
      if (!mount.get().containsKey("source")) {
        throw new RefusedException("is a bind mount and needs a `source`");
      }
      replace(value, "source", this::host);
    }
  }

  /** A local volume that is really a bind mount. */
  private void volume(Object value) {
    Optional<Map<String, Object>> volume = Trees.map(value);
    if (volume.isPresent() && "local".equals(volume.get().get("driver"))) {
      Map<String, Object> options = Trees.map(volume.get(), "driver_opts");
      if ("bind".equals(options.get("o"))) {
        replace(options, "device", this::host);
      }
    }
  }
}
