package dev.berth.observe.swarm;

import dev.berth.observe.Ownership;
import java.util.SortedMap;

/**
 * Something that services of a Swarm use and that never changes.
 *
 * @param isLeaving whether it was removed: networks are listed until the last container on them has
 *     ended
 */
public record SwarmObject(
    Kind kind, String id, String name, SortedMap<String, String> labels, boolean isLeaving) {

  public SwarmObject(Kind kind, String id, String name, SortedMap<String, String> labels) {
    this(kind, id, name, labels, false);
  }

  /** The same, removed. */
  public SwarmObject leaving() {
    return new SwarmObject(kind, id, name, labels, true);
  }

  /** What it is. */
  public enum Kind {
    NETWORK,
    SECRET,
    CONFIG
  }

  public boolean isOf(String instance, String app) {
    return instance.equals(labels.get(Ownership.INSTANCE)) && app.equals(labels.get(Ownership.APP));
  }
}
