package dev.berth.spec.validation;

import dev.berth.spec.App;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A resource as a user wrote it, before its kind has looked at it.
 *
 * @param managers as {@code Resource} has it; none: those that are stored stay
 * @param root what to put before paths of the spec: {@code spec}, or nothing for the flat form
 * @param spec as written
 * @param violations found while reading
 */
public record ResourceDraft(
    String kind,
    String name,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    String managers,
    String root,
    Map<String, Object> spec,
    List<Violation> violations) {

  /** Without managers. */
  public ResourceDraft(
      String kind,
      String name,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations,
      String root,
      Map<String, Object> spec,
      List<Violation> violations) {
    this(kind, name, labels, annotations, "", root, spec, violations);
  }

  public ResourceDraft {
    labels = App.sorted(labels);
    annotations = App.sorted(annotations);
    spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    violations = List.copyOf(violations);
  }

  /** A user's path of a key of the spec. */
  public String path(String key) {
    return root.isEmpty() ? key : root + "." + key;
  }

  public ResourceDraft named(String other) {
    return new ResourceDraft(kind, other, labels, annotations, managers, root, spec, violations);
  }

  /** The same draft with some of its annotations only. */
  public ResourceDraft keeping(Predicate<String> annotation) {
    SortedMap<String, String> kept = new TreeMap<>(annotations);
    kept.keySet().removeIf(annotation.negate());
    return new ResourceDraft(kind, name, labels, kept, managers, root, spec, violations);
  }

  /** The same draft with more found wrong. */
  public ResourceDraft with(List<Violation> more) {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(more);
    return new ResourceDraft(kind, name, labels, annotations, managers, root, spec, all);
  }

  public ResourceDraft withManagers(String changed) {
    return new ResourceDraft(kind, name, labels, annotations, changed, root, spec, violations);
  }
}
