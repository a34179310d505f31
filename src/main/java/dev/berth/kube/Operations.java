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

  static Map<String, Object> many(ApiResource apiResource, boolean third) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("get", operation(apiResource, "list", LISTS, third));
    if (apiResource.isWritable()) {
      item.put("post", operation(apiResource, "post", WRITES, third));
      item.put("delete", operation(apiResource, "deletecollection", List.of("dryRun"), third));
    }
    return item;
  }

  static Map<String, Object> one(ApiResource apiResource, boolean third) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("get", operation(apiResource, "get", List.of(), third));
    if (apiResource.isWritable()) {
      List<String> patches = new ArrayList<>(WRITES);
      patches.add("force");
      item.put("put", operation(apiResource, "put", WRITES, third));
      item.put("patch", operation(apiResource, "patch", patches, third));
      item.put(
          "delete",
          operation(apiResource, "delete", List.of("dryRun", "propagationPolicy"), third));
    }
    Map<String, Object> name = parameter("name", "path", third);
    name.put("required", true);
    item.put("parameters", List.of(name));
    return item;
  }

  private static Map<String, Object> operation(
      ApiResource apiResource, String action, List<String> queries, boolean third) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("operationId", action + apiResource.kind());
    tree.put("parameters", queries.stream().map(q -> parameter(q, "query", third)).toList());
    Map<String, Object> schema =
        Map.of(
            "$ref",
            (third ? "#/components/schemas/" : "#/definitions/")
                + "dev.berth.v1."
                + apiResource.kind());
    Map<String, Object> ok = new LinkedHashMap<>();
    ok.put("description", "OK");
    if (third) {
      ok.put("content", Map.of("application/json", Map.of("schema", schema)));
    } else {
      ok.put("schema", schema);
    }
    tree.put("responses", Map.of("200", ok));
    tree.put("x-kubernetes-action", action);
    tree.put("x-kubernetes-group-version-kind", Schemas.gvk(apiResource));
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
