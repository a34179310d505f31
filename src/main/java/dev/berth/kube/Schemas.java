package dev.berth.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OpenAPI documents of this door: schemas from a data file, paths from what is served. */
final class Schemas {
  private static final String FILE = "/kube/schemas.json";
  private static final String GVK = "x-kubernetes-group-version-kind";
  private static final String REFERENCE = "\"#/components/schemas/";

  private Schemas() {}

  private static String text() {
    try (InputStream file = Schemas.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the package");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + FILE, e);
    }
  }

  /** OpenAPI 3.0, as Kubernetes has it. */
  static Map<String, Object> third() {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Served served : Served.values()) {
      String path = "/apis/berth.dev/v1/" + served.plural();
      paths.put(path, Operations.many(served, true));
      paths.put(path + "/{name}", Operations.one(served, true));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("openapi", "3.0.0");
    tree.put("info", info());
    tree.put("paths", paths);
    tree.put("components", Map.of("schemas", schemas(KubeJson.tree(text()))));
    return tree;
  }

  /** Swagger 2.0: the same with other words. */
  static Map<String, Object> second() {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Served served : Served.values()) {
      String path = "/apis/berth.dev/v1/" + served.plural();
      paths.put(path, Operations.many(served, false));
      paths.put(path + "/{name}", Operations.one(served, false));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("swagger", "2.0");
    tree.put("info", info());
    tree.put("paths", paths);
    tree.put("definitions", schemas(KubeJson.tree(text().replace(REFERENCE, "\"#/definitions/"))));
    return tree;
  }

  private static Map<String, Object> info() {
    return Map.of("title", "Berth", "version", "v1");
  }

  /** The schema of each kind says which one it is. */
  private static Map<String, Object> schemas(Map<String, Object> all) {
    Map<String, Object> schemas = new LinkedHashMap<>(all);
    for (Served served : Served.values()) {
      String name = "dev.berth.v1." + served.kind();
      if (schemas.get(name) instanceof Map<?, ?> schema) {
        Map<String, Object> marked = FieldSets.keyed(schema);
        marked.put(GVK, List.of(gvk(served)));
        schemas.put(name, marked);
      }
    }
    return schemas;
  }

  static Map<String, String> gvk(Served served) {
    return Map.of("group", Served.GROUP, "version", "v1", "kind", served.kind());
  }
}
