package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things as objects of Kubernetes. */
final class KubeObjects {
  /** Holds a name until all containers are gone, as finalizers do. */
  private static final List<String> FINALIZERS = List.of("berth.dev/containers");

  private KubeObjects() {}

  static ManagedFields managers(DeclaredResource thing) {
    String text =
        switch (thing) {
          case DeclaredResource.OfApp app -> app.app().notes().managers();
          case DeclaredResource.OfResource other -> other.resource().managers();
        };
    return ManagedFields.of(KubeJson.list(text));
  }

  static Map<String, Object> of(DeclaredResource thing) {
    Map<String, Object> tree = new LinkedHashMap<>(thing.document());
    Map<String, Object> metadata = new LinkedHashMap<>(metadata(tree));
    if (metadata.containsKey("deletionTimestamp")) {
      metadata.put("finalizers", FINALIZERS);
    }
    List<Map<String, Object>> managed = managers(thing).trees();
    if (!managed.isEmpty()) {
      metadata.put("managedFields", managed);
    }
    tree.put("metadata", metadata);
    return tree;
  }

  static Map<String, Object> metadata(Map<String, ?> tree) {
    return tree.get("metadata") instanceof Map<?, ?> map ? FieldSets.keyed(map) : Map.of();
  }

  static String text(Map<String, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }

  static Map<String, Object> list(
      String kind, String apiVersion, Map<String, ?> metadata, List<?> items) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind);
    tree.put("apiVersion", apiVersion);
    tree.put("metadata", metadata);
    tree.put("items", items);
    return tree;
  }

  /** Nothing but how far a watch has come. */
  static Map<String, Object> bookmark(String kind, String apiVersion, Map<String, ?> metadata) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", kind);
    object.put("apiVersion", apiVersion);
    object.put("metadata", metadata);
    return object;
  }
}
