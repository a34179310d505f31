package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Containers of one app that are as declared, and since which revision they were seen so: some were
 * made for an older wish and changed in place. What differs of them later is drift, whatever their
 * labels tell. Losing this costs only that such a drift is mended without being told.
 */
final class MatchedContainers {
  private volatile Map<String, Likeness> known = Map.of();
  private volatile long generation;

  private record Likeness(String fingerprint, long revision) {}

  /** Whether nothing was learnt yet of a generation. */
  boolean isNew(long current) {
    boolean isNew = generation != current;
    generation = current;
    return isNew;
  }

  /** What is there, with what is known of it. */
  Snapshot overlay(Snapshot seen) {
    Map<String, Likeness> all = known;
    return all.isEmpty()
        ? seen
        : seen.withContainers(seen.containers().stream().map(c -> through(c, all)).toList());
  }

  private static ContainerView through(ContainerView container, Map<String, Likeness> all) {
    Likeness likeness = all.get(container.id());
    if (likeness == null) {
      return container;
    }
    SortedMap<String, String> labels = new TreeMap<>(container.labels());
    labels.put(Ownership.FINGERPRINT, likeness.fingerprint());
    labels.put(Ownership.SETTLED, Long.toString(likeness.revision()));
    return container.withLabels(labels);
  }

  /**
   * Learns of a look.
   *
   * @param settled fingerprints of what is wanted, by the ids of containers that are so
   */
  void learn(Map<String, String> settled, long revision, List<ContainerView> there) {
    Set<String> ids = there.stream().map(ContainerView::id).collect(Collectors.toSet());
    Map<String, Likeness> all = new HashMap<>(known);
    settled.forEach((id, fingerprint) -> all.put(id, new Likeness(fingerprint, revision)));
    all.keySet().retainAll(ids);
    known = Map.copyOf(all);
  }
}
