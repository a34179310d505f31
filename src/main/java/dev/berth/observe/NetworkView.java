package dev.berth.observe;

import java.util.SortedMap;

/** A network of the engine. */
public record NetworkView(
    String id, String name, String driver, boolean internal, SortedMap<String, String> labels) {

  public NetworkView withLabels(SortedMap<String, String> changed) {
    return new NetworkView(id, name, driver, internal, changed);
  }
}
