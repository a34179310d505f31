package dev.berth.compose;

import dev.berth.spec.validation.AppDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads Compose projects. Pure: all it knows is what the project gives it, and it never fails; what
 * is wrong with the files is in the result.
 */
public final class ComposeReader {
  private static final String PROJECT_NAME = "COMPOSE_PROJECT_NAME";

  private final ComposeProject project;
  private final Problems problems = new Problems();
  private final Loader loader;

  private ComposeReader(ComposeProject project) {
    this.project = project;
    this.loader = new Loader(project.files(), project.home(), problems);
  }

  /** Reads a project. */
  public static ComposeResult read(ComposeProject project) {
    return new ComposeReader(project).read();
  }

  private ComposeResult read() {
    project.composeFiles().forEach(problems.lines::primary);
    Map<String, String> environment = environment();
    String name = name(environment);
    environment.put(PROJECT_NAME, name);
    Map<String, Object> tree =
        loader.model(
            project.composeFiles(),
            new Loader.Setting(Paths.clean(project.folder()), environment, List.of()));
    if (tree.isEmpty() && problems.isEmpty()) {
      problems.add(project.composeFiles().getFirst(), 0, "is empty");
    }
    if (name.isEmpty()) {
      problems.add(
          TreePath.of("name"),
          "must have at least one of a-z and 0-9: write `name:` in the file (over HTTP: or say"
              + " ?name=NAME)");
    }
    Normal.apply(tree, environment, name);
    Model model = Model.read(name, tree, profiles(environment), problems);
    Consistency.check(model, problems);
    surroundings(model, tree, environment);
    model.dropUnused();
    return result(name, model, tree);
  }

  private ComposeResult result(String name, Model model, Map<String, Object> tree) {
    DraftTree draft = new DraftTree(name, model, tree, project.files());
    AppDraft app = draft.read();
    app = app.with(new UnsetImages(problems).violations(app));
    return new ComposeResult(
        name,
        model.tree(),
        app,
        problems.all(),
        problems.warnings(),
        draft.ignored(),
        loader.unset());
  }

  private void surroundings(
      Model model, Map<String, Object> tree, Map<String, String> environment) {
    ComposeEnvironment composeEnvironment =
        new ComposeEnvironment(project.files(), environment, problems, loader::missing);
    Map<String, Object> written = ComposeTrees.map(tree, "services");
    for (String service : model.services.keySet()) {
      composeEnvironment.add(
          model.service(service),
          ComposeTrees.map(written, service),
          TreePath.of("services", service));
    }
  }

  /**
   * The request's variables over those of {@code .env}, and below both the two that every shell
   * has: where the project is, and what {@code ~} stands for.
   */
  private Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PWD", Paths.clean(project.folder()));
    project.home().ifPresent(home -> all.put("HOME", home));
    all.putAll(written());
    all.putAll(project.variables());
    return all;
  }

  private Map<String, String> written() {
    boolean isUsual = project.environmentFiles().isEmpty();
    List<String> files =
        isUsual ? List.of(Paths.join(project.folder(), ".env")) : project.environmentFiles();
    Map<String, String> found = new LinkedHashMap<>();
    for (String file : files) {
      try {
        loader.environmentFile(file, project.variables(), found, !isUsual);
      } catch (RefusedException e) {
        problems.add(file, 0, e.reason());
      }
    }
    return found;
  }

  private static Set<String> profiles(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("COMPOSE_PROFILES", "").split(",", -1))
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  private String name(Map<String, String> environment) {
    Optional<String> given =
        project
            .name()
            .or(() -> Optional.ofNullable(environment.get(PROJECT_NAME)))
            .filter(name -> !name.isEmpty());
    if (given.isPresent()) {
      if (!given.get().equals(normal(given.get()))) {
        problems.add(
            TreePath.of("name"),
            "must hold only a-z, 0-9, - and _, and begin with a letter or digit, was `"
                + given.get()
                + "`");
      }
      return given.get();
    }
    return written(environment)
        .map(ComposeReader::normal)
        .orElseGet(() -> normal(Paths.name(Paths.clean(project.folder()))));
  }

  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
  }

  /** The name in the files; the last one that has any. */
  private Optional<String> written(Map<String, String> environment) {
    List<String> names = new ArrayList<>();
    for (String file : project.composeFiles()) {
      if (project.files().look(file) instanceof ProjectFiles.File found) {
        try {
          for (YamlNode document : YamlText.read(found.text())) {
            named(document).filter(name -> !name.isEmpty()).ifPresent(names::add);
          }
        } catch (YamlText.BrokenException e) {
          // The loader reads the file again and tells.
        }
      }
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Template.substitute(names.getLast(), key -> Optional.ofNullable(environment.get(key))));
    } catch (RefusedException e) {
      problems.add(TreePath.of("name"), e.reason());
      return Optional.empty();
    }
  }

  private static Optional<String> named(YamlNode document) {
    if (document instanceof YamlNode.Mapping map) {
      for (int i = 0; i < map.keys.size(); i++) {
        boolean isName = map.keys.get(i) instanceof YamlNode.Scalar key && key.value.equals("name");
        if (isName && map.values.get(i).real() instanceof YamlNode.Scalar name) {
          return Optional.of(name.value);
        }
      }
    }
    return Optional.empty();
  }
}
