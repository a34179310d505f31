package dev.berth.adopt;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.plan.AdoptionPlanner;
import dev.berth.state.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels that what was adopted cannot bear, and that are remembered of it. */
final class AdoptedLabels {
  private AdoptedLabels() {}

  static List<Adoption> unnamed(String app, ContainerView container) {
    List<Adoption> all = new ArrayList<>();
    AdoptionPlanner.unnamedVolumes(app, container)
        .forEach((name, labels) -> all.add(new Adoption(Adoption.Kind.VOLUME, name, app, labels)));
    return all;
  }

  static SortedMap<String, String> ofContainer(ContainerView container) {
    SortedMap<String, String> labels = own(container.labels());
    labels.put(Ownership.ADOPTED, "true");
    return labels;
  }

  static SortedMap<String, String> own(SortedMap<String, String> labels) {
    SortedMap<String, String> own = new TreeMap<>(labels);
    own.keySet().removeIf(key -> !key.startsWith(Ownership.PREFIX));
    return own;
  }
}
