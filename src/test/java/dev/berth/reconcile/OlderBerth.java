package dev.berth.reconcile;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.Ownership;
import dev.berth.spec.DataLoss;
import dev.berth.spec.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One that left volumes without a name to the engine, and knew nothing of them. */
final class OlderBerth {
  private OlderBerth() {}

  /** Makes an app so. */
  static void put(Rig rig, String manifest) {
    boolean ofImage = !manifest.contains("volumes:");
    rig.engine.meddle(settings -> made(settings, ofImage));
    rig.put(manifest);
    rig.berth().converge();
    rig.engine.meddle(settings -> settings);
    rig.adoptions.all().forEach(known -> rig.adoptions.remove(known.kind(), known.id()));
    rig.engine.volumes(Map.of()).stream()
        .filter(volume -> volume.labels().containsKey(Ownership.TARGET))
        .forEach(v -> rig.engine.removeVolume(v.name(), DataLoss.asked(true).orElseThrow()));
  }

  private static ContainerSettings made(ContainerSettings settings, boolean ofImage) {
    SortedMap<String, String> labels = new TreeMap<>(settings.labels());
    List<String> unnamed = List.of(String.valueOf(labels.remove(Ownership.UNNAMED)).split(":"));
    List<Mount> mounts = new ArrayList<>();
    for (Mount mount : settings.mounts()) {
      if (!unnamed.contains(mount.target())) {
        mounts.add(mount);
      } else if (!ofImage) {
        mounts.add(new Mount.OfVolume(Optional.empty(), mount.target(), false, false));
      }
    }
    return settings.withMounts(mounts, labels);
  }
}
