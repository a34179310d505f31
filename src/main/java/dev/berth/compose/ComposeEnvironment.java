package dev.berth.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Adds to services what stands in their files of variables and labels. */
final class ComposeEnvironment {
  private final ProjectFiles files;
  private final Map<String, String> environment;
  private final Problems problems;
  private final Consumer<String> missing;

  /**
   * Begins.
   *
   * @param missing is told of variables that files use and nobody has
   */
  ComposeEnvironment(
      ProjectFiles files,
      Map<String, String> environment,
      Problems problems,
      Consumer<String> missing) {
    this.files = files;
    this.environment = environment;
    this.problems = problems;
    this.missing = missing;
  }

  /**
   * Changes a service of the model.
   *
   * @param tree the same service as it was written
   */
  void add(Map<String, Object> service, Map<String, Object> tree, TreePath path) {
    variables(service, tree, path);
    labels(service, tree, path);
  }

  private void variables(Map<String, Object> service, Map<String, Object> tree, TreePath path) {
    Map<String, Object> own = ComposeTrees.map(service, "environment");
    Map<String, String> all = new LinkedHashMap<>();
    own.forEach((key, value) -> {
      if (value != Nothing.NULL) {
        all.put(key, value.toString());
      }
    });
    Variables variables =
        name ->
            Optional.ofNullable(environment.get(name))
                .or(() ->
                    Optional.ofNullable(own.get(name))
                        .filter(value -> value != Nothing.NULL)
                        .map(Object::toString));
    int i = 0;
    for (Object file : ComposeTrees.list(tree, "env_file")) {
      TreePath at = path.key("env_file").item(i++);
      ComposeTrees.map(file).ifPresent(map -> variableFile(map, all, variables, at));
    }
    Map<String, Object> merged = new TreeMap<>(all);
    merged.putAll(own);
    if (!merged.isEmpty()) {
      service.put("environment", merged);
    }
  }

  private void variableFile(
      Map<String, Object> file, Map<String, String> into, Variables variables, TreePath path) {
    String name = ComposeTrees.text(file, "path").orElse("");
    String format = ComposeTrees.text(file, "format").orElse("");
    try {
      boolean required = (Boolean) Readers.flag(file.getOrDefault("required", true));
      Optional<String> text = text(name, required, "environment file");
      if (text.isEmpty()) {
        return;
      }
      switch (format) {
        case "", ".env" -> DotEnv.read(text.get(), into, variables.telling(missing));
        case "raw" -> RawEnv.read(text.get(), into, variables);
        default -> throw new RefusedException("has the unknown format `" + format + "`");
      }
    } catch (RefusedException e) {
      problems.add(path, "environment file " + name + ": " + e.reason());
    }
  }

  private Optional<String> text(String path, boolean required, String what)
      throws RefusedException {
    return switch (files.look(path)) {
      case ProjectFiles.File file -> Optional.of(file.text());
      case ProjectFiles.Folder folder -> throw new RefusedException("is a folder");
      case ProjectFiles.Unreadable other -> throw new RefusedException(other.reason());
      case ProjectFiles.Missing missing -> {
        if (required) {
          throw new RefusedException(what + " is not there");
        }
        yield Optional.empty();
      }
    };
  }

  private void labels(Map<String, Object> service, Map<String, Object> tree, TreePath path) {
    Map<String, Object> merged = new TreeMap<>();
    int i = 0;
    for (Object file : ComposeTrees.list(tree, "label_file")) {
      TreePath at = path.key("label_file").item(i++);
      try {
        Map<String, String> labels = new LinkedHashMap<>();
        Optional<String> text = text(file.toString(), true, "label file");
        Variables variables = name -> Optional.ofNullable(merged.get(name)).map(Object::toString);
        DotEnv.read(text.orElse(""), labels, variables.telling(missing));
        merged.putAll(labels);
      } catch (RefusedException e) {
        problems.add(at, "label file " + file + ": " + e.reason());
      }
    }
    merged.putAll(ComposeTrees.map(service, "labels"));
    if (!merged.isEmpty()) {
      service.put("labels", merged);
    }
  }
}
