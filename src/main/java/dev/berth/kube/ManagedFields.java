package dev.berth.kube;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who manages which field of a thing: Kubernetes' {@code managedFields}. */
record ManagedFields(List<Entry> entries) {
  static final ManagedFields NONE = new ManagedFields(List.of());

  private static final String APPLY = "Apply";
  private static final String UPDATE = "Update";

  /**
   * One manager.
   *
   * @param operation {@code Apply} or {@code Update}
   */
  record Entry(String manager, String operation, String time, Set<List<String>> fields) {
    boolean is(String name, String how) {
      return manager.equals(name) && operation.equals(how);
    }

    Entry with(Set<List<String>> changed) {
      return new Entry(manager, operation, time, changed);
    }

    Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("manager", manager);
      tree.put("operation", operation);
      tree.put("apiVersion", ApiResource.API_VERSION);
      tree.put("time", time);
      tree.put("fieldsType", "FieldsV1");
      tree.put("fieldsV1", FieldSets.fieldsV1(fields));
      return tree;
    }
  }

  /** A field that somebody else manages otherwise. */
  record Clash(String manager, List<String> path) {}

  ManagedFields {
    entries = List.copyOf(entries);
  }

  static ManagedFields of(List<?> managedFields) {
    List<Entry> entries = new ArrayList<>();
    for (Object item : managedFields) {
      if (item instanceof Map<?, ?> tree && tree.get("fieldsV1") instanceof Map<?, ?> fields) {
        entries.add(
            new Entry(
                String.valueOf(tree.get("manager")),
                String.valueOf(tree.get("operation")),
                String.valueOf(tree.get("time")),
                FieldSets.from(fields)));
      }
    }
    return new ManagedFields(entries);
  }

  List<Map<String, Object>> trees() {
    return entries.stream().map(Entry::tree).toList();
  }

  /** As it is stored. */
  String text() {
    return KubeJson.text(trees());
  }

  /** After a write that said what the whole document is. */
  ManagedFields updated(String manager, Map<String, ?> before, Map<String, ?> after) {
    Set<List<String>> changed = FieldSets.of(after);
    changed.removeIf(path -> FieldSets.same(before, after, path));
    Set<List<String>> there = FieldSets.of(after);
    List<Entry> next = new ArrayList<>();
    Set<List<String>> own = FieldSets.none();
    own.addAll(changed);
    for (Entry entry : entries) {
      Set<List<String>> kept = copy(entry.fields());
      kept.retainAll(there);
      if (entry.is(manager, UPDATE)) {
        own.addAll(kept);
      } else {
        kept.removeAll(changed);
        next.add(entry.with(kept));
      }
    }
    next.add(entry(manager, UPDATE, own));
    return new ManagedFields(next.stream().filter(e -> !e.fields().isEmpty()).toList());
  }

  /** What somebody else manages and an apply would change. */
  List<Clash> clashes(String manager, Map<String, ?> before, Map<String, ?> after) {
    List<Clash> clashes = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.is(manager, APPLY)) {
        entry.fields().stream()
            .filter(path -> !FieldSets.same(before, after, path))
            .forEach(path -> clashes.add(new Clash(entry.manager(), path)));
      }
    }
    return clashes;
  }

  /** What a manager has applied before. */
  Set<List<String>> applied(String manager) {
    return entries.stream()
        .filter(e -> e.is(manager, APPLY))
        .findFirst()
        .map(Entry::fields)
        .orElseGet(FieldSets::none);
  }

  boolean isManagedByOthers(String manager, List<String> path) {
    return entries.stream().anyMatch(e -> !e.is(manager, APPLY) && e.fields().contains(path));
  }

  /** After an apply that took all fields it names. */
  ManagedFields applied(String manager, Set<List<String>> fields, Set<List<String>> taken) {
    List<Entry> next = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.is(manager, APPLY)) {
        Set<List<String>> kept = copy(entry.fields());
        kept.removeAll(taken);
        next.add(entry.with(kept));
      }
    }
    next.add(entry(manager, APPLY, fields));
    return new ManagedFields(next.stream().filter(e -> !e.fields().isEmpty()).toList());
  }

  /** With the time of before where nothing changed, so that the same again is the same. */
  private Entry entry(String manager, String operation, Set<List<String>> fields) {
    return entries.stream()
        .filter(e -> e.is(manager, operation) && e.fields().equals(fields))
        .findFirst()
        .orElseGet(() ->
            new Entry(
                manager,
                operation,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                fields));
  }

  private static Set<List<String>> copy(Set<List<String>> fields) {
    Set<List<String>> copy = FieldSets.none();
    copy.addAll(fields);
    return copy;
  }

  /** Names of all managers, for messages. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    entries.forEach(e -> names.add(e.manager()));
    return names;
  }
}
