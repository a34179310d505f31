package dev.berth.observe;

import dev.berth.spec.Network;
import java.util.SortedMap;

/**
 * A network of the engine.
 *
 * @param made what it was made with, as far as the engine tells: its driver, options and pools of
 *     addresses, those that the engine chose too. Labels are in {@code labels} alone
 */
public record NetworkView(String id, String name, Network made, SortedMap<String, String> labels) {

  public String driver() {
    return made.driver().orElse("");
  }

  public boolean internal() {
    return made.internal();
  }

  public NetworkView withLabels(SortedMap<String, String> changed) {
    return new NetworkView(id, name, made, changed);
  }
}
