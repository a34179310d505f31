package dev.berth.state;

import dev.berth.spec.App;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Something declared beside apps: a source, a registry, a secret. What its spec means is its kind's
 * own affair.
 *
 * @param kind as manifests write it, {@code Source}
 * @param uid of this one from its creation to its removal
 * @param generation counts changes of the spec, from 1
 * @param resourceVersion of the last write; grows over everything stored, apps too
 * @param annotations free text by key, as Kubernetes has it
 * @param managers who manages which field, as the Kubernetes door writes it down; or nothing
 * @param spec canonical tree: maps in order, lists, texts, whole numbers, truth values; what is
 *     secret only sealed
 */
public record Resource(
    String kind,
    String name,
    String uid,
    long generation,
    long resourceVersion,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    String managers,
    Map<String, Object> spec,
    Instant createdAt) {

  /** Without managers. */
  public Resource(
      String kind,
      String name,
      String uid,
      long generation,
      long resourceVersion,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations,
      Map<String, Object> spec,
      Instant createdAt) {
    this(kind, name, uid, generation, resourceVersion, labels, annotations, "", spec, createdAt);
  }

  public Resource {
    labels = App.sorted(labels);
    annotations = App.sorted(annotations);
    spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
  }

  /** With another spec of the same meaning: the generation stays. */
  public Resource withSpec(Map<String, Object> changed) {
    return new Resource(
        kind,
        name,
        uid,
        generation,
        resourceVersion,
        labels,
        annotations,
        managers,
        changed,
        createdAt);
  }
}
