package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings in what other Compose files declare. */
final class Includes {
  private static final List<String> KINDS =
      List.of("services", "volumes", "networks", "secrets", "configs", "models");

  private final Loader loader;
  private final Problems problems;
  private final Loader.Setting setting;

  Includes(Loader loader, Problems problems, Loader.Setting setting) {
    this.loader = loader;
    this.problems = problems;
    this.setting = setting;
  }

  /** Changes a tree. */
  void apply(Map<String, Object> tree) {
    Object given = tree.remove("include");
    if (given == null || given == Nothing.NULL) {
      return;
    }
    TreePath path = TreePath.of("include");
    Optional<List<Object>> list = ComposeTrees.list(given);
    if (list.isEmpty()) {
      problems.add(path, "must be a list, was " + ComposeTrees.kind(given));
      return;
    }
    for (int i = 0; i < list.get().size(); i++) {
      try {
        include(list.get().get(i), tree);
      } catch (RefusedException e) {
        problems.add(path.item(i), e.reason());
      }
    }
  }

  private void include(Object item, Map<String, Object> tree) throws RefusedException {
    Map<String, Object> entry =
        item instanceof String path
            ? ComposeTrees.mapOf("path", path)
            : ComposeTrees.map(item).orElseThrow(() -> LongForms.mismatch("a path or a map", item));
    List<String> files = new ArrayList<>();
    for (String path : texts(entry, "path")) {
      files.add(Paths.below(setting.folder(), path));
    }
    if (files.isEmpty()) {
      throw new RefusedException("needs `path`");
    }
    if (setting.included().contains(files.getFirst())) {
      throw new RefusedException(
          "includes itself: " + Paths.name(files.getFirst()) + " is being read already");
    }
    String folder =
        ComposeTrees.text(entry, "project_directory")
            .filter(text -> !text.isEmpty())
            .map(text -> Paths.below(setting.folder(), text))
            .orElse(Paths.parent(files.getFirst()));
    Map<String, String> environment = environment(entry, folder);
    Map<String, Object> imported =
        loader.model(files, new Loader.Setting(folder, environment, setting.included()));
    for (String kind : KINDS) {
      take(imported, tree, kind);
    }
  }

  private static List<String> texts(Map<String, Object> entry, String key) throws RefusedException {
    Object value = entry.getOrDefault(key, Nothing.NULL);
    List<String> texts = new ArrayList<>();
    if (value != Nothing.NULL) {
      for (Object text : (List<?>) Readers.textOrList(value)) {
        texts.add(text.toString());
      }
    }
    return texts;
  }

  private Map<String, String> environment(Map<String, Object> entry, String folder)
      throws RefusedException {
    List<String> files = new ArrayList<>();
    for (String file : texts(entry, "env_file")) {
      files.add(Paths.below(setting.folder(), file));
    }
    boolean isUsual = files.isEmpty();
    List<String> read = isUsual ? List.of(Paths.join(folder, ".env")) : files;
    Map<String, String> merged = new LinkedHashMap<>();
    for (String file : read) {
      loader.environmentFile(file, setting.environment(), merged, !isUsual);
    }
    merged.putAll(setting.environment());
    return merged;
  }

  private static void take(Map<String, Object> from, Map<String, Object> into, String kind)
      throws RefusedException {
    Optional<Map<String, Object>> source = ComposeTrees.map(from.get(kind));
    if (source.isEmpty()) {
      return;
    }
    Map<String, Object> target = ComposeTrees.map(into, kind);
    for (Map.Entry<String, Object> resource : source.get().entrySet()) {
      Object other = target.putIfAbsent(resource.getKey(), resource.getValue());
      if (other != null && !other.equals(resource.getValue())) {
        throw new RefusedException(
            "brings in " + kind + "." + resource.getKey() + ", which is there already");
      }
    }
    into.put(kind, target);
  }
}
