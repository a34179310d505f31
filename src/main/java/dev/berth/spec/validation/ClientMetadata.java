package dev.berth.spec.validation;

import dev.berth.spec.App;
import java.util.SortedMap;

/**
 * What clients keep beside a spec, and Berth only stores: none of it is part of what is wanted.
 *
 * @param annotations free text by key, as Kubernetes has it
 * @param managers who manages which field, as the Kubernetes door writes it down; empty where
 *     nobody said
 */
public record ClientMetadata(SortedMap<String, String> annotations, String managers) {
  /** Where kubectl keeps what it last applied. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  public static final ClientMetadata NONE = new ClientMetadata(new java.util.TreeMap<>(), "");

  public ClientMetadata {
    annotations = App.sorted(annotations);
  }

  /** Without the whole manifest that kubectl keeps in an annotation, values of secrets too. */
  public ClientMetadata withoutLastApplied() {
    SortedMap<String, String> harmless = new java.util.TreeMap<>(annotations);
    harmless.remove(LAST_APPLIED);
    return new ClientMetadata(harmless, managers);
  }

  public ClientMetadata withManagers(String changed) {
    return new ClientMetadata(annotations, changed);
  }
}
