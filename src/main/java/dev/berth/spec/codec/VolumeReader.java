package dev.berth.spec.codec;

import dev.berth.spec.Volume;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the volumes of an app. */
final class VolumeReader {
  private VolumeReader() {}

  static SortedMap<String, Volume> volumes(Node node) {
    SortedMap<String, Volume> volumes = new TreeMap<>();
    node.children().forEach((name, volume) -> volumes.put(name, volume(name, volume)));
    return volumes;
  }

  private static Volume volume(String name, Node node) {
    if (node.isAbsent()) {
      return Volume.PLAIN;
    }
    if (!node.isMap()) {
      node.children();
      return Volume.PLAIN;
    }
    Keys.check(node, Set.of("driver", "driver_opts", "labels", "external", "name"));
    Node outside = node.child("external");
    boolean external = outside.isMap() || outside.flag().orElse(false);
    Optional<String> engineName =
        node.child("name").string().or(() -> NetworkReader.oldName(outside));
    return new Volume(
        node.child("driver").string(),
        node.child("driver_opts").pairs(),
        node.child("labels").pairs(),
        external ? engineName.or(() -> Optional.of(name)) : Optional.empty(),
        external ? Optional.empty() : engineName);
  }
}
