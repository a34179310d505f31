package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The canonical model: read from a tree in which everything is written out. */
final class Model {
  final SortedMap<String, Object> services = new TreeMap<>();
  final SortedMap<String, Object> disabled = new TreeMap<>();
  final Map<String, SortedMap<String, Object>> resources = new LinkedHashMap<>();
  final SortedMap<String, Object> extensions = new TreeMap<>();
  final SortedMap<String, Object> models = new TreeMap<>();
  private final String name;
  private final Problems problems;

  private Model(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  static Model read(
      String name, Map<String, Object> tree, Set<String> profiles, Problems problems) {
    Model model = new Model(name, problems);
    FieldsReader reader = new FieldsReader(ServiceShape.SERVICE);
    ComposeTrees.map(tree, "services")
        .forEach((key, value) -> {
          Map<String, Object> service = model.fields(reader, value, TreePath.of("services", key));
          boolean enabled = isEnabled(service, profiles);
          (enabled ? model.services : model.disabled).put(key, service);
        });
    FileShape.RESOURCES.forEach((kind, shape) -> {
      SortedMap<String, Object> read = new TreeMap<>();
      FieldsReader fields = new FieldsReader(shape);
      ComposeTrees.map(tree, kind)
          .forEach(
              (key, value) -> read.put(key, model.fields(fields, value, TreePath.of(kind, key))));
      model.resources.put(kind, read);
    });
    model.models.putAll(ComposeTrees.map(tree, "models"));
    tree.forEach((key, value) -> {
      if (key.startsWith("x-")) {
        model.extensions.put(key, value);
      }
    });
    return model;
  }

  private Map<String, Object> fields(FieldsReader reader, Object value, TreePath path) {
    return reader.read(value, (key, e) -> problems.add(path.key(key), e.reason()));
  }

  private static boolean isEnabled(Map<String, Object> service, Set<String> profiles) {
    List<Object> own = ComposeTrees.list(service, "profiles");
    return own.isEmpty() || profiles.contains("*") || own.stream().anyMatch(profiles::contains);
  }

  /** A service that is not disabled. */
  Map<String, Object> service(String service) {
    return ComposeTrees.map(services, service);
  }

  SortedMap<String, Object> of(String kind) {
    return resources.getOrDefault(kind, new TreeMap<>());
  }

  /** Takes out the resources that no service uses. */
  void dropUnused() {
    for (String kind : resources.keySet()) {
      Set<String> used = new LinkedHashSet<>();
      services.keySet().forEach(key -> used.addAll(used(service(key), kind)));
      of(kind).keySet().retainAll(used);
    }
  }

  /** The resources of a kind that a service uses. */
  static List<String> used(Map<String, Object> service, String kind) {
    List<String> used = new ArrayList<>();
    switch (kind) {
      case "networks" -> used.addAll(ComposeTrees.map(service, kind).keySet());
      case "volumes" -> used.addAll(volumes(service));
      case "secrets" -> {
        used.addAll(sources(service, kind));
        used.addAll(sources(ComposeTrees.map(service, "build"), kind));
      }
      default -> used.addAll(sources(service, kind));
    }
    return used;
  }

  private static List<String> volumes(Map<String, Object> service) {
    List<String> names = new ArrayList<>();
    for (Object mount : ComposeTrees.list(service, "volumes")) {
      ComposeTrees.map(mount)
          .filter(m -> "volume".equals(m.get("type")))
          .flatMap(m -> ComposeTrees.text(m, "source"))
          .ifPresent(names::add);
    }
    return names;
  }

  static List<String> sources(Map<String, Object> user, String kind) {
    List<String> names = new ArrayList<>();
    for (Object use : ComposeTrees.list(user, kind)) {
      names.add(ComposeTrees.map(use).flatMap(u -> ComposeTrees.text(u, "source")).orElse(""));
    }
    return names;
  }

  /** As one tree, in the order in which Docker Compose prints it. */
  Map<String, Object> tree() {
    SortedMap<String, Object> tree = new TreeMap<>(extensions);
    tree.put("name", name);
    tree.put("services", services);
    resources.forEach((kind, found) -> {
      if (!found.isEmpty()) {
        tree.put(kind, found);
      }
    });
    return tree;
  }
}
