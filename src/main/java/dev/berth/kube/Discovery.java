package dev.berth.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is at this door, in the words of Kubernetes' discovery, one by one and aggregated. */
final class Discovery {
  /** A resource that is here only to be asked: events, access reviews. */
  private record Extra(
      String plural, String singular, String kind, boolean namespaced, List<String> verbs) {}

  private static final Extra EVENTS =
      new Extra("events", "event", "Event", true, List.of("get", "list"));
  private static final Extra PODS = new Extra("pods", "pod", "Pod", true, List.of("get", "list"));
  private static final Extra ACCESS =
      new Extra(
          "selfsubjectaccessreviews",
          "selfsubjectaccessreview",
          "SelfSubjectAccessReview",
          false,
          List.of("create"));

  /** Groups beside Berth's own, each in version v1. */
  private static final Map<String, List<Extra>> GROUPS =
      Map.of("authorization.k8s.io", List.of(ACCESS));

  private static final String SHORT = "shortNames";
  private static final List<String> SHORTER = List.of("po");

  private Discovery() {}

  static Map<String, Object> versions(String host) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "APIVersions");
    tree.put("versions", List.of("v1"));
    tree.put(
        "serverAddressByClientCIDRs",
        List.of(Map.of("clientCIDR", "0.0.0.0/0", "serverAddress", host)));
    return tree;
  }

  static Map<String, Object> groups() {
    List<Object> groups = new ArrayList<>();
    groups.add(group(ApiResource.GROUP));
    GROUPS.keySet().stream().sorted().forEach(name -> groups.add(group(name)));
    return list("APIGroupList", "v1", "groups", groups);
  }

  static Map<String, Object> group(String name) {
    Map<String, String> version = Map.of("groupVersion", name + "/v1", "version", "v1");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "APIGroup");
    tree.put("apiVersion", "v1");
    tree.put("name", name);
    tree.put("versions", List.of(version));
    tree.put("preferredVersion", version);
    return tree;
  }

  static boolean isGroup(String name) {
    return name.equals(ApiResource.GROUP) || GROUPS.containsKey(name);
  }

  static Map<String, Object> resources(String group) {
    List<Object> resources = new ArrayList<>();
    if (group.equals(ApiResource.GROUP)) {
      for (ApiResource apiResource : ApiResource.values()) {
        Map<String, Object> tree =
            resource(
                apiResource.plural(),
                apiResource.singular(),
                apiResource.kind(),
                false,
                apiResource.verbs());
        if (!apiResource.categories().isEmpty()) {
          tree.put("categories", apiResource.categories());
        }
        resources.add(tree);
      }
    }
    for (Extra extra : GROUPS.getOrDefault(group, List.of())) {
      resources.add(resource(extra));
    }
    return resources(group + "/v1", resources);
  }

  static Map<String, Object> core() {
    return resources("v1", List.of(resource(EVENTS), resource(PODS)));
  }

  private static Map<String, Object> resources(String groupVersion, List<Object> resources) {
    Map<String, Object> tree = list("APIResourceList", "v1", "resources", resources);
    tree.put("groupVersion", groupVersion);
    return tree;
  }

  private static Map<String, Object> resource(Extra e) {
    Map<String, Object> tree =
        resource(e.plural(), e.singular(), e.kind(), e.namespaced(), e.verbs());
    if (e.equals(PODS)) {
      tree.put(SHORT, SHORTER);
    }
    return tree;
  }

  private static Map<String, Object> resource(
      String plural, String singular, String kind, boolean namespaced, List<String> verbs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", plural);
    tree.put("singularName", singular);
    tree.put("namespaced", namespaced);
    tree.put("kind", kind);
    tree.put("verbs", verbs);
    return tree;
  }

  private static Map<String, Object> list(
      String kind, String apiVersion, String key, List<Object> items) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind);
    tree.put("apiVersion", apiVersion);
    tree.put(key, items);
    return tree;
  }

  /** {@code APIGroupDiscoveryList} of the core group, or of all others. */
  static Map<String, Object> aggregated(boolean core, String version) {
    List<Object> items = new ArrayList<>();
    if (core) {
      items.add(aggregated("", List.of(aggregated(EVENTS, ""), aggregated(PODS, ""))));
    } else {
      List<Object> own = new ArrayList<>();
      for (ApiResource s : ApiResource.values()) {
        Extra extra = new Extra(s.plural(), s.singular(), s.kind(), false, s.verbs());
        Map<String, Object> tree = aggregated(extra, ApiResource.GROUP);
        if (!s.categories().isEmpty()) {
          tree.put("categories", s.categories());
        }
        own.add(tree);
      }
      items.add(aggregated(ApiResource.GROUP, own));
      GROUPS.forEach((name, extras) ->
          items.add(
              aggregated(name, extras.stream().map(e -> (Object) aggregated(e, name)).toList())));
    }
    return list("APIGroupDiscoveryList", "apidiscovery.k8s.io/" + version, "items", items);
  }

  private static Map<String, Object> aggregated(String group, List<Object> resources) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("version", "v1");
    version.put("resources", resources);
    version.put("freshness", "Current");
    return Map.of(
        "metadata",
        group.isEmpty() ? Map.of() : Map.of("name", group),
        "versions",
        List.of(version));
  }

  private static Map<String, Object> aggregated(Extra e, String group) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("resource", e.plural());
    tree.put("responseKind", Map.of("group", group, "version", "v1", "kind", e.kind()));
    tree.put("scope", e.namespaced() ? "Namespaced" : "Cluster");
    tree.put("singularResource", e.singular());
    tree.put("verbs", e.verbs());
    if (e.equals(PODS)) {
      tree.put(SHORT, SHORTER);
    }
    return tree;
  }
}
