package dev.berth.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations of a resource as OpenAPI has them, marked as Kubernetes marks them. */
final class Operations {
  private static final List<String> WRITES = List.of("dryRun", "fieldManager", "fieldValidation");
  private static final List<String> LISTS =
      List.of(
          "labelSelector",
          "fieldSelector",
          "limit",
          "continue",
          "resourceVersion",
          "watch",
          "allowWatchBookmarks",
          "timeoutSeconds");

  private Operations() {}

  static Map<String, Object> many(DescribedKind described, boolean third) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("get", operation(described, "list", LISTS, third));
    if (described.isWritable()) {
      item.put("post", operation(described, "post", WRITES, third));
      item.put("delete", operation(described, "deletecollection", List.of("dryRun"), third));
    }
    item.put("parameters", places(described, third));
    return item;
  }

  static Map<String, Object> one(DescribedKind described, boolean third) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("get", operation(described, "get", List.of(), third));
    if (described.isWritable()) {
      List<String> patches = new ArrayList<>(WRITES);
      patches.add("force");
      item.put("put", operation(described, "put", WRITES, third));
      item.put("patch", operation(described, "patch", patches, third));
      item.put(
          "delete", operation(described, "delete", List.of("dryRun", "propagationPolicy"), third));
    }
    List<Object> places = places(described, third);
    places.add(place("name", third));
    item.put("parameters", places);
    return item;
  }

  /** Of what is neither made nor deleted by itself. */
  static Map<String, Object> below(DescribedKind described, boolean third) {
    Map<String, Object> item = one(described, third);
    item.remove("delete");
    return item;
  }

  /** What stands in the path of all. */
  private static List<Object> places(DescribedKind described, boolean third) {
    List<Object> places = new ArrayList<>();
    if (described.path().contains("{namespace}")) {
      places.add(place("namespace", third));
    }
    return places;
  }

  private static Map<String, Object> place(String name, boolean third) {
    Map<String, Object> place = parameter(name, "path", third);
    place.put("required", true);
    return place;
  }

  private static Map<String, Object> operation(
      DescribedKind described, String action, List<String> queries, boolean third) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("operationId", action + described.kind());
    tree.put("parameters", queries.stream().map(q -> parameter(q, "query", third)).toList());
    Map<String, Object> schema =
        Map.of(
            "$ref",
            (third ? "#/components/schemas/" : "#/definitions/")
                + Schemas.PREFIX
                + described.schema());
    Map<String, Object> ok = new LinkedHashMap<>();
    ok.put("description", "OK");
    if (third) {
      ok.put("content", Map.of("application/json", Map.of("schema", schema)));
    } else {
      ok.put("schema", schema);
    }
    tree.put("responses", Map.of("200", ok));
    tree.put("x-kubernetes-action", action);
    tree.put("x-kubernetes-group-version-kind", described.gvk());
    return tree;
  }

  private static Map<String, Object> parameter(String name, String in, boolean third) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("in", in);
    if (third) {
      tree.put("schema", Map.of("type", "string"));
    } else {
      tree.put("type", "string");
    }
    return tree;
  }
}
