package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns short syntaxes into long ones, each where it stands. */
final class Canonical {
  /** How one value becomes its long form. */
  @FunctionalInterface
  private interface Form {
    Object of(Object value, TreePath path) throws RefusedException;
  }

  private final PathTable<Form> forms = new PathTable<>();
  private final Problems problems;

  Canonical(Problems problems) {
    this.problems = problems;
    String service = "services.*.";
    forms
        .with(service + "build", this::build)
        .with(service + "build.secrets.*", (v, p) -> LongForms.file(v))
        .with(service + "build.additional_contexts", (v, p) -> LongForms.contexts(v))
        .with(service + "build.ssh", (v, p) -> LongForms.ssh(v))
        .with(service + "build.ulimits.*", (v, p) -> LongForms.ulimit(v))
        .with(service + "depends_on", (v, p) -> LongForms.dependsOn(v))
        .with(service + "env_file", (v, p) -> LongForms.environmentFiles(v))
        .with(service + "label_file", (v, p) -> v instanceof String ? asList(v) : v)
        .with(service + "dns", (v, p) -> v instanceof String ? asList(v) : v)
        .with(
            service + "extends",
            (v, p) -> v instanceof String ? ComposeTrees.mapOf("service", v) : v)
        .with(service + "gpus", this::gpus)
        .with(service + "networks", (v, p) -> LongForms.names(v))
        .with(service + "models", (v, p) -> LongForms.names(v))
        .with(service + "volumes.*", (v, p) -> LongForms.mount(v))
        .with(service + "devices.*", (v, p) -> LongForms.device(v))
        .with(service + "secrets.*", (v, p) -> LongForms.file(v))
        .with(service + "configs.*", (v, p) -> LongForms.file(v))
        .with(service + "ulimits.*", (v, p) -> LongForms.ulimit(v))
        .with(service + "ports", this::ports);
    for (String kind : FileShape.RESOURCES.keySet()) {
      forms.with(kind + ".*", this::external);
    }
  }

  /** Changes a tree. */
  void all(Map<String, Object> tree, TreePath path) {
    Map<String, Object> changed = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> one(value, path.key(key)).ifPresent(form -> changed.put(key, form)));
    tree.clear();
    tree.putAll(changed);
  }

  private Optional<Object> one(Object value, TreePath path) {
    Optional<Form> form = forms.find(path);
    try {
      return Optional.of(form.isPresent() ? form.get().of(value, path) : below(value, path));
    } catch (RefusedException e) {
      problems.add(path, e.reason());
      return Optional.empty();
    }
  }

  private Object below(Object value, TreePath path) {
    if (value instanceof Map<?, ?>) {
      all(ComposeTrees.map(value).orElseThrow(), path);
      return value;
    }
    return value instanceof List<?> list ? items(list, path) : value;
  }

  private List<Object> items(List<?> list, TreePath path) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      one(list.get(i), path.item(i)).ifPresent(items::add);
    }
    return items;
  }

  private static List<Object> asList(Object value) {
    return new ArrayList<>(List.of(value));
  }

  private Object build(Object value, TreePath path) throws RefusedException {
    if (value instanceof String) {
      return ComposeTrees.mapOf("context", value);
    }
    if (!(value instanceof Map<?, ?>)) {
      throw LongForms.mismatch("a text or a map", value);
    }
    return below(value, path);
  }

  private Object gpus(Object value, TreePath path) throws RefusedException {
    if (value instanceof String) {
      return asList(ComposeTrees.mapOf("count", "all"));
    }
    if (!(value instanceof List<?>)) {
      throw LongForms.mismatch("`all` or a list", value);
    }
    return below(value, path);
  }

  private Object ports(Object value, TreePath path) throws RefusedException {
    List<Object> ports = new ArrayList<>();
    List<Object> given =
        ComposeTrees.list(value).orElseThrow(() -> LongForms.mismatch("a list", value));
    for (int i = 0; i < given.size() && !problems.isFull(); i++) {
      try {
        Object port = given.get(i);
        switch (port) {
          case Map<?, ?> map -> ports.add(map);
          case Long number -> ports.addAll(spec(number.toString()));
          case String text -> ports.addAll(spec(text));
          default -> throw LongForms.mismatch("a port", port);
        }
      } catch (RefusedException e) {
        problems.add(path.item(i), e.reason());
      }
    }
    return ports;
  }

  private List<Object> spec(String text) throws RefusedException {
    if (!problems.budget.allowsPorts(PortSpec.count(text))) {
      throw new RefusedException("makes more than " + Budget.MOST_PORTS + " ports of the project");
    }
    return PortSpec.parse(text);
  }

  /** The old way to name something external becomes the new one. */
  private Object external(Object value, TreePath path) throws RefusedException {
    if (value == Nothing.NULL) {
      return value;
    }
    Map<String, Object> resource =
        ComposeTrees.map(value).orElseThrow(() -> LongForms.mismatch("a map", value));
    all(resource, path);
    Optional<Map<String, Object>> external = ComposeTrees.map(resource.get("external"));
    if (external.isPresent()) {
      resource.put("external", true);
      Object name = external.get().get("name");
      if (name != null) {
        problems.warn(path + ": external.name is deprecated; write name: and external: true");
        Object other = resource.putIfAbsent("name", name);
        if (other != null && !other.equals(name)) {
          throw new RefusedException("has a name and another external.name; write only name");
        }
      }
    }
    return resource;
  }
}
