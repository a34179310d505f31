package dev.berth.plan;

import dev.berth.observe.Ownership;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Docker Compose's own labels, set beside Berth's, so that the usual viewers group containers by
 * app. They tell nothing that Berth believes, and their absence is no drift.
 */
final class ComposeLabels {
  static final String PREFIX = "com.docker.compose.";
  static final String PROJECT = "com.docker.compose.project";
  static final String NETWORK = "com.docker.compose.network";
  static final String VOLUME = "com.docker.compose.volume";

  private ComposeLabels() {}

  /** Of one container. */
  static SortedMap<String, String> of(Ownership owner) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(PROJECT, owner.app());
    labels.put("com.docker.compose.service", owner.service());
    labels.put("com.docker.compose.container-number", Integer.toString(owner.replica()));
    labels.put("com.docker.compose.oneoff", "False");
    return labels;
  }
}
