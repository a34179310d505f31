package dev.berth.state;

import dev.berth.spec.App;
import java.util.SortedMap;

/**
 * Something on the engine that Berth did not make and was given. Labels of what is there cannot be
 * changed, so Berth remembers those that it would have set.
 *
 * @param id of a container or network, the name of a volume
 * @param app whose it is now
 */
public record Adoption(Kind kind, String id, String app, SortedMap<String, String> labels) {

  /** What is adopted. */
  public enum Kind {
    CONTAINER,
    NETWORK,
    VOLUME
  }

  public Adoption {
    labels = App.sorted(labels);
  }
}
