package dev.berth.spec;

import java.util.SortedMap;

/**
 * What clients keep beside a spec, and Berth only stores: none of it is part of what is wanted.
 *
 * @param annotations free text by key, as Kubernetes has it
 * @param managers who manages which field, as the Kubernetes door writes it down; empty where
 *     nobody said
 */
public record Notes(SortedMap<String, String> annotations, String managers) {
  /** Where kubectl keeps what it last applied. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  public static final Notes NONE = new Notes(new java.util.TreeMap<>(), "");

  public Notes {
    annotations = App.sorted(annotations);
  }

  /** Without the whole manifest that kubectl keeps in an annotation, values of secrets too. */
  public Notes withoutLastApplied() {
    SortedMap<String, String> harmless = new java.util.TreeMap<>(annotations);
    harmless.remove(LAST_APPLIED);
    return new Notes(harmless, managers);
  }

  public Notes withManagers(String changed) {
    return new Notes(annotations, changed);
  }
}
