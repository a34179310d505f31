package dev.berth.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads files and lays them over each other, up to one tree in which everything is written out. */
final class Loader {
  /** Included and extended files count: no project needs more, and a bomb of files ends here. */
  private static final int MOST_FILES = 500;

  private final ProjectFiles files;
  private final Optional<String> home;
  private final Problems problems;
  private final Set<String> unset = new TreeSet<>();
  private final Map<Object, Extended> extended = new HashMap<>();
  private int filesRead;

  /**
   * What holds while a file is read.
   *
   * @param folder that relative paths are below
   * @param environment to put into texts
   * @param included the files on the way here
   */
  record Setting(String folder, Map<String, String> environment, List<String> included) {}

  /**
   * A file that services are extended from.
   *
   * @param layer with what it resets
   */
  record Extended(Map<String, Object> tree, Layer layer) {}

  Loader(ProjectFiles files, Optional<String> home, Problems problems) {
    this.files = files;
    this.home = home;
    this.problems = problems;
  }

  /** Notes a variable that has no value and no default. */
  void missing(String name) {
    unset.add(name);
  }

  /** Variables that were used and have no value. */
  List<String> unset() {
    return List.copyOf(unset);
  }

  /** The tree of several files. */
  Map<String, Object> model(List<String> paths, Setting setting) {
    Map<String, Object> tree = new LinkedHashMap<>();
    String before = problems.lines.focus();
    for (String path : paths) {
      problems.lines.focus(path);
      for (Layer layer : layers(path)) {
        tree = over(tree, layer, path, setting);
      }
    }
    Defaults.apply(tree, problems);
    new PathResolver(setting.folder(), home, files.bound()).resolve(tree, problems);
    resolveLists(tree, setting.environment());
    problems.lines.focus(before);
    return tree;
  }

  /** The documents of a file; none where it cannot be read. */
  private List<Layer> layers(String path) {
    List<Layer> layers = new ArrayList<>();
    try {
      for (YamlNode document : YamlText.read(text(path))) {
        layers.add(TreeBuilder.build(document, problems));
      }
    } catch (YamlText.BrokenException e) {
      problems.add(path, e.line, e.reason());
    } catch (RefusedException e) {
      problems.add(path, 0, e.reason());
    }
    return layers;
  }

  private String text(String path) throws RefusedException {
    if (++filesRead > MOST_FILES) {
      throw new RefusedException("is one file too many: more than " + MOST_FILES);
    }
    return switch (files.look(path)) {
      case ProjectFiles.File file -> file.text();
      case ProjectFiles.Folder folder -> throw new RefusedException("is a folder");
      case ProjectFiles.Missing missing -> throw new RefusedException(path + " is not there");
      case ProjectFiles.Unreadable other -> throw new RefusedException(other.reason());
    };
  }

  private Map<String, Object> over(
      Map<String, Object> below, Layer layer, String path, Setting setting) {
    Optional<Map<String, Object>> given = ComposeTrees.map(layer.tree());
    if (given.isEmpty()) {
      problems.add(path, 1, "must be a map of keys, was " + ComposeTrees.kind(layer.tree()));
      return below;
    }
    Map<String, Object> tree = interpolated(given.get(), setting);
    Extends.apply(tree, layer, path, setting, this, problems);
    layer.clear(below, TreePath.ROOT);
    List<String> included = new ArrayList<>(setting.included());
    included.add(path);
    Setting inside = new Setting(setting.folder(), setting.environment(), included);
    new Includes(this, problems, inside).apply(tree);
    return checked(merged(below, tree), path);
  }

  private Map<String, Object> interpolated(Map<String, Object> tree, Setting setting) {
    Variables variables = name -> Optional.ofNullable(setting.environment().get(name));
    return new Interpolation(variables.telling(this::missing), problems).all(tree, TreePath.ROOT);
  }

  private Map<String, Object> merged(Map<String, Object> below, Map<String, Object> tree) {
    Map<String, Object> merged = new Merge(problems).over(below, tree, TreePath.ROOT);
    new Unicity(problems).enforce(merged, TreePath.ROOT);
    return merged;
  }

  private Map<String, Object> checked(Map<String, Object> tree, String path) {
    new ShapeCheck(problems).check(tree, FileShape.FILE, TreePath.ROOT);
    if (tree.remove("version") != null) {
      problems.warn(Paths.name(path) + ": `version` is obsolete and ignored");
    }
    return canonical(tree);
  }

  private Map<String, Object> canonical(Map<String, Object> tree) {
    new Canonical(problems).all(tree, TreePath.ROOT);
    for (Object service : ComposeTrees.map(tree, "services").values()) {
      ComposeTrees.map(service)
          .flatMap(map -> ComposeTrees.list(map.get("dns")))
          .ifPresent(dns -> dns.removeIf(server -> server.equals("")));
    }
    new Unicity(problems).enforce(tree, TreePath.ROOT);
    return tree;
  }

  /** A file as far as services can be extended from it: its own paths absolute, not yet checked. */
  Extended forExtending(String path, Setting setting) throws RefusedException {
    Object key = List.of(path, setting.environment());
    Extended known = extended.get(key);
    if (known == null) {
      known = readForExtending(path, setting);
      extended.put(key, known);
    }
    return known;
  }

  private Extended readForExtending(String path, Setting setting) throws RefusedException {
    String before = problems.lines.focus(path);
    Map<String, Object> all = new LinkedHashMap<>();
    Layer last = Layer.of(Nothing.NULL, List.of());
    try {
      String text = text(path);
      for (YamlNode document : YamlText.read(text)) {
        last = TreeBuilder.build(document, problems);
        Map<String, Object> tree =
            interpolated(ComposeTrees.map(last.tree()).orElseGet(LinkedHashMap::new), setting);
        last.clear(all, TreePath.ROOT);
        all = canonical(merged(all, tree));
      }
    } catch (YamlText.BrokenException e) {
      problems.add(path, e.line, e.reason());
    } finally {
      new PathResolver(Paths.parent(path), home, files.bound()).resolve(all, problems);
      problems.lines.focus(before);
    }
    return new Extended(all, last);
  }

  /** Reads a file of variables; those given before can be used in its values. */
  void environmentFile(
      String path, Map<String, String> given, Map<String, String> into, boolean required)
      throws RefusedException {
    ProjectFiles.Entry entry = files.look(path);
    if (!required && !(entry instanceof ProjectFiles.File)) {
      return;
    }
    try {
      Variables variables = name -> Optional.ofNullable(given.get(name));
      DotEnv.read(text(path), into, variables.telling(this::missing));
    } catch (RefusedException e) {
      throw new RefusedException("environment file " + path + ": " + e.reason());
    }
  }

  /** Variables without a value in lists get that of the environment, where there is one. */
  private static void resolveLists(Map<String, Object> tree, Map<String, String> environment) {
    for (Object service : ComposeTrees.map(tree, "services").values()) {
      ComposeTrees.map(service)
          .flatMap(map -> ComposeTrees.list(map.get("environment")))
          .ifPresent(list ->
              list.replaceAll(item -> {
                String value = environment.get(item.toString());
                return value == null ? item : item + "=" + value;
              }));
    }
    for (String kind : List.of("secrets", "configs")) {
      for (Object resource : ComposeTrees.map(tree, kind).values()) {
        ComposeTrees.map(resource).ifPresent(map -> content(map, environment));
      }
    }
  }

  /** Kept beside the variable's name; the canonical model shows only that. */
  private static void content(Map<String, Object> resource, Map<String, String> environment) {
    ComposeTrees.text(resource, "environment")
        .map(environment::get)
        .ifPresent(value -> resource.put(CONTENT, value));
  }

  /** Where the value of a secret or config from a variable is kept. */
  static final String CONTENT = "x-#value";
}
