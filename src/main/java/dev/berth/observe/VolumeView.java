package dev.berth.observe;

import java.util.SortedMap;

/** A volume of the engine. */
public record VolumeView(String name, String driver, SortedMap<String, String> labels) {

  public VolumeView withLabels(SortedMap<String, String> changed) {
    return new VolumeView(name, driver, changed);
  }
}
