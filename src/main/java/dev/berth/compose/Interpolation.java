package dev.berth.compose;

import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts variables into every text of a tree, and makes numbers and truth values of some. */
final class Interpolation {
  private static final PathTable<Shape.Reader> CASTS = casts();

  private final Variables variables;
  private final Problems problems;

  Interpolation(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  private static PathTable<Shape.Reader> casts() {
    PathTable<Shape.Reader> table = new PathTable<>();
    for (RunOption option : RunOption.values()) {
      OptionShapes.cast(option).ifPresent(cast -> add(table, option.key(), cast));
    }
    for (OwnKey key : OwnKey.values()) {
      OwnShapes.cast(key).ifPresent(cast -> add(table, key.key(), cast));
    }
    parts(table);
    for (String key : List.of("external", "internal", "attachable", "enable_ipv4", "enable_ipv6")) {
      table.with("networks.*." + key, Readers::flag);
    }
    for (String kind : List.of("volumes", "secrets", "configs")) {
      table.with(kind + ".*.external", Readers::flag);
    }
    return table;
  }

  /** Of keys below keys of a service. */
  private static void parts(PathTable<Shape.Reader> table) {
    for (String key :
        List.of(
            "deploy.replicas deploy.update_config.parallelism",
            "deploy.rollback_config.parallelism deploy.restart_policy.max_attempts",
            "deploy.placement.max_replicas_per_node healthcheck.retries ports.*.target ulimits.*",
            "ulimits.*.hard ulimits.*.soft")) {
      add(table, key, Readers::whole);
    }
    add(table, "deploy.update_config.max_failure_ratio", Readers::decimal);
    add(table, "deploy.rollback_config.max_failure_ratio", Readers::decimal);
    add(table, "healthcheck.disable", Readers::flag);
    add(table, "volumes.*.read_only volumes.*.volume.nocopy", Readers::flag);
  }

  private static void add(PathTable<Shape.Reader> table, String keys, Shape.Reader reader) {
    for (String key : keys.split(" ", -1)) {
      table.with("services.*." + key, reader);
    }
  }

  Map<String, Object> all(Map<String, Object> tree, TreePath path) {
    Map<String, Object> filled = new LinkedHashMap<>();
    tree.forEach(
        (key, child) -> one(child, path.key(key)).ifPresent(value -> filled.put(key, value)));
    return filled;
  }

  /** The value with its variables, or nothing where that cannot be. */
  private Optional<Object> one(Object value, TreePath path) {
    if (value instanceof String text) {
      try {
        String filled =
            Template.substitute(text, variables.telling(name -> problems.unset(path, name)));
        if (!problems.budget.allowsLetters(Math.max(0, filled.length() - text.length()))) {
          throw new RefusedException("variables make the project too long");
        }
        Optional<Shape.Reader> cast = CASTS.find(path);
        return Optional.of(cast.isPresent() ? cast.get().read(filled) : filled);
      } catch (RefusedException e) {
        problems.add(path, e.reason());
        return Optional.empty();
      }
    }
    if (value instanceof Map<?, ?>) {
      return Optional.of(all(ComposeTrees.map(value).orElseThrow(), path));
    }
    if (value instanceof List<?> list) {
      List<Object> filled = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        one(list.get(i), path.item(i)).ifPresent(filled::add);
      }
      return Optional.of(filled);
    }
    return Optional.of(value);
  }
}
