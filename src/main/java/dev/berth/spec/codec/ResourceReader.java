package dev.berth.spec.codec;

import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a resource that is no app from a tree: the envelope, or the flat form. Never fails. */
public final class ResourceReader {
  private static final Set<String> FLAT = Set.of("kind", "name", "labels", "annotations");

  /** Where the Secret of Kubernetes has its values. */
  private static final Map<String, String> OF_KUBERNETES =
      Map.of(
          "data",
          elsewhere("data, in plain text and not in Base64"),
          "stringData",
          elsewhere("stringData"),
          "type",
          "means nothing to Berth; leave it out",
          "immutable",
          "means nothing to Berth; leave it out");

  private ResourceReader() {}

  private static String elsewhere(String key) {
    return "is where Kubernetes has it; Berth's Secret (apiVersion: berth.dev/v1) has it under"
        + " spec: spec."
        + key;
  }

  /**
   * Reads one document.
   *
   * @param kind the one that is expected, or that {@code kind} says
   */
  public static ResourceDraft read(String kind, Map<String, ?> document) {
    List<Violation> violations = new ArrayList<>();
    Node root = new Node("", document, violations);
    return document.containsKey("metadata") || document.containsKey("spec")
        ? envelope(kind, root, violations)
        : flat(kind, root, violations);
  }

  private static ResourceDraft envelope(String kind, Node root, List<Violation> violations) {
    Keys.check(root, AppReader.ENVELOPE, kind.equals("Secret") ? OF_KUBERNETES : Map.of());
    Keys.check(root.child("metadata"), AppReader.METADATA);
    if (!root.child("apiVersion").isAbsent()) {
      AppReader.exactly(root.child("apiVersion"), AppReader.API_VERSION);
    }
    if (!root.child("kind").isAbsent()) {
      AppReader.exactly(root.child("kind"), kind);
    }
    Node metadata = root.child("metadata");
    return new ResourceDraft(
        kind,
        metadata.child("name").text().orElse(""),
        metadata.child("labels").pairs(),
        metadata.child("annotations").pairs(),
        "spec",
        tree(root.child("spec")),
        violations);
  }

  private static ResourceDraft flat(String kind, Node root, List<Violation> violations) {
    Map<String, Object> spec = tree(root);
    FLAT.forEach(spec::remove);
    spec.remove("apiVersion");
    return new ResourceDraft(
        kind,
        root.child("name").text().orElse(""),
        root.child("labels").pairs(),
        root.child("annotations").pairs(),
        "",
        spec,
        violations);
  }

  private static Map<String, Object> tree(Node node) {
    Map<String, Object> tree = new LinkedHashMap<>();
    node.children()
        .forEach((key, child) ->
            Optional.ofNullable(child.value()).ifPresent(value -> tree.put(key, value)));
    return tree;
  }
}
