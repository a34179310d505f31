package dev.berth.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is at this door, in the words of Kubernetes' discovery, one by one and aggregated. */
final class Discovery {
  private static final String VERBS = "verbs";

  private Discovery() {}

  static Map<String, Object> versions(String host) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "APIVersions");
    tree.put("versions", List.of(ApiGroup.CORE.version()));
    tree.put(
        "serverAddressByClientCIDRs",
        List.of(Map.of("clientCIDR", "0.0.0.0/0", "serverAddress", host)));
    return tree;
  }

  static Map<String, Object> groups() {
    return list(
        "APIGroupList", "v1", "groups", ApiGroup.NAMED.stream().map(Discovery::group).toList());
  }

  static Map<String, Object> group(ApiGroup group) {
    Map<String, String> version =
        Map.of("groupVersion", group.groupVersion(), "version", group.version());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "APIGroup");
    tree.put("apiVersion", "v1");
    tree.put("name", group.name());
    tree.put("versions", List.of(version));
    tree.put("preferredVersion", version);
    return tree;
  }

  static Map<String, Object> resources(ApiGroup group) {
    List<Object> resources = new ArrayList<>();
    for (ServedResource served : group.resources()) {
      resources.add(resource(served));
      served.parts().forEach(part -> resources.add(part(served, part)));
    }
    Map<String, Object> tree = list("APIResourceList", "v1", "resources", resources);
    tree.put("groupVersion", group.groupVersion());
    return tree;
  }

  private static Map<String, Object> resource(ServedResource served) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", served.plural());
    tree.put("singularName", served.singular());
    tree.put("namespaced", served.isNamespaced());
    tree.put("kind", served.kind());
    tree.put(VERBS, served.verbs());
    names(served, tree);
    return tree;
  }

  private static Map<String, Object> part(ServedResource served, ServedResource.Part part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", served.plural() + "/" + part.name());
    tree.put("singularName", "");
    tree.put("namespaced", served.isNamespaced());
    tree.put("group", part.group());
    tree.put("version", part.version());
    tree.put("kind", part.kind());
    tree.put(VERBS, part.verbs());
    return tree;
  }

  private static void names(ServedResource served, Map<String, Object> tree) {
    if (!served.shortNames().isEmpty()) {
      tree.put("shortNames", served.shortNames());
    }
    if (!served.categories().isEmpty()) {
      tree.put("categories", served.categories());
    }
  }

  private static Map<String, Object> list(
      String kind, String apiVersion, String key, List<?> items) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind);
    tree.put("apiVersion", apiVersion);
    tree.put(key, items);
    return tree;
  }

  /** {@code APIGroupDiscoveryList} of the core group, or of all others. */
  static Map<String, Object> aggregated(boolean core, String version) {
    List<ApiGroup> groups = core ? List.of(ApiGroup.CORE) : ApiGroup.NAMED;
    return list(
        "APIGroupDiscoveryList",
        "apidiscovery.k8s.io/" + version,
        "items",
        groups.stream().map(Discovery::aggregated).toList());
  }

  private static Map<String, Object> aggregated(ApiGroup group) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("version", group.version());
    version.put("resources", group.resources().stream().map(r -> aggregated(r, group)).toList());
    version.put("freshness", "Current");
    return Map.of(
        "metadata",
        group.name().isEmpty() ? Map.of() : Map.of("name", group.name()),
        "versions",
        List.of(version));
  }

  private static Map<String, Object> aggregated(ServedResource served, ApiGroup group) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("resource", served.plural());
    tree.put("responseKind", kind(group.name(), group.version(), served.kind()));
    tree.put("scope", served.isNamespaced() ? "Namespaced" : "Cluster");
    tree.put("singularResource", served.singular());
    tree.put(VERBS, served.verbs());
    names(served, tree);
    if (!served.parts().isEmpty()) {
      tree.put("subresources", served.parts().stream().map(Discovery::aggregated).toList());
    }
    return tree;
  }

  private static Map<String, Object> aggregated(ServedResource.Part part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("subresource", part.name());
    tree.put("responseKind", kind(part.group(), part.version(), part.kind()));
    tree.put(VERBS, part.verbs());
    return tree;
  }

  private static Map<String, String> kind(String group, String version, String kind) {
    return Map.of("group", group, "version", version, "kind", kind);
  }
}
