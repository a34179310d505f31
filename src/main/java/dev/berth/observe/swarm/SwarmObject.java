package dev.berth.observe.swarm;

import dev.berth.observe.Ownership;
import java.util.SortedMap;

/** Something that services of a Swarm use and that never changes. */
public record SwarmObject(Kind kind, String id, String name, SortedMap<String, String> labels) {

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
