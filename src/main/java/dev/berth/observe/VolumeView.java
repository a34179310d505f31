package dev.berth.observe;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A volume of the engine.
 *
 * @param options of its driver
 */
public record VolumeView(
    String name,
    String driver,
    SortedMap<String, String> options,
    SortedMap<String, String> labels) {

  /** With no options. */
  public VolumeView(String name, String driver, SortedMap<String, String> labels) {
    this(name, driver, new TreeMap<>(), labels);
  }

  public VolumeView withLabels(SortedMap<String, String> changed) {
    return new VolumeView(name, driver, options, changed);
  }
}
