package dev.berth.kube;

import dev.berth.manifest.SchemaCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** OpenAPI documents of this door: schemas from the catalog, paths from what is served. */
final class Schemas {
  private static final String GVK = "x-kubernetes-group-version-kind";
  static final String PREFIX = "dev.berth.v1.";

  private Schemas() {}

  /** OpenAPI 3.0, as Kubernetes has it: a document for each group. */
  static Map<String, Object> third(List<DescribedKind> kinds) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("openapi", "3.0.0");
    tree.put("info", info());
    tree.put("paths", paths(kinds, true));
    tree.put(
        "components", Map.of("schemas", schemas(kinds, "#/components/schemas/" + PREFIX, true)));
    return tree;
  }

  /** Swagger 2.0: the same with other words. */
  static Map<String, Object> second(List<DescribedKind> kinds) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("swagger", "2.0");
    tree.put("info", info());
    tree.put("paths", paths(kinds, false));
    tree.put("definitions", schemas(kinds, "#/definitions/" + PREFIX, false));
    return tree;
  }

  private static Map<String, Object> paths(List<DescribedKind> kinds, boolean third) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (DescribedKind described : kinds) {
      if (described.isBelow()) {
        paths.put(described.path(), Operations.below(described, third));
      } else {
        paths.put(described.path(), Operations.many(described, third));
        paths.put(described.path() + "/{name}", Operations.one(described, third));
      }
    }
    return paths;
  }

  private static Map<String, Object> info() {
    return Map.of("title", "Berth", "version", "v1");
  }

  /** Those of what is served, and all that they need; each kind says which one it is. */
  private static Map<String, Object> schemas(
      List<DescribedKind> kinds, String reference, boolean third) {
    Map<String, Map<String, Object>> catalog = SchemaCatalog.all();
    KubeSchema shape = new KubeSchema(catalog, reference, third);
    Map<String, Object> schemas = new TreeMap<>();
    for (String name : needed(kinds, catalog)) {
      schemas.put(PREFIX + name, shape.of(catalog.getOrDefault(name, Map.of())));
    }
    for (DescribedKind described : kinds) {
      Map<String, Object> marked = shape.of(catalog.getOrDefault(described.schema(), Map.of()));
      marked.put(GVK, List.of(described.gvk()));
      schemas.put(PREFIX + described.schema(), marked);
    }
    return schemas;
  }

  private static Set<String> needed(
      List<DescribedKind> kinds, Map<String, Map<String, Object>> catalog) {
    Set<String> needed = new LinkedHashSet<>();
    kinds.forEach(described -> add(described.schema(), catalog, needed));
    return needed;
  }

  private static void add(
      String name, Map<String, Map<String, Object>> catalog, Set<String> needed) {
    if (needed.add(name)) {
      references(catalog.getOrDefault(name, Map.of()))
          .forEach(below -> add(KubeSchema.named(below), catalog, needed));
    }
  }

  private static Set<String> references(Object node) {
    Set<String> found = new LinkedHashSet<>();
    switch (node) {
      case Map<?, ?> map ->
          map.forEach((key, below) -> {
            if (key.equals("$ref")) {
              found.add(String.valueOf(below));
            } else {
              found.addAll(references(below));
            }
          });
      case List<?> list -> list.forEach(below -> found.addAll(references(below)));
      default -> {}
    }
    return found;
  }
}
