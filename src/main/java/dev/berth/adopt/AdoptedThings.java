package dev.berth.adopt;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.plan.AdoptionPlanner;
import dev.berth.state.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is remembered of things that are taken, for nobody can label them any more. */
final class AdoptedThings {
  private final String app;
  private final List<Adoption> all = new ArrayList<>();

  private AdoptedThings(String app) {
    this.app = app;
  }

  /**
   * All that an app takes.
   *
   * @param seen with the labels that it would bear
   */
  static List<Adoption> of(String app, Snapshot seen) {
    AdoptedThings things = new AdoptedThings(app);
    for (ContainerView container : seen.containers()) {
      SortedMap<String, String> labels = own(container.labels());
      labels.put(Ownership.ADOPTED, "true");
      things.add(Adoption.Kind.CONTAINER, container.id(), labels);
      AdoptionPlanner.unnamedVolumes(app, container)
          .forEach((name, its) -> things.add(Adoption.Kind.VOLUME, name, its));
    }
    for (NetworkView network : seen.networks()) {
      things.add(Adoption.Kind.NETWORK, network.id(), own(network.labels()));
    }
    for (VolumeView volume : seen.volumes()) {
      things.add(Adoption.Kind.VOLUME, volume.name(), own(volume.labels()));
    }
    return List.copyOf(things.all);
  }

  private void add(Adoption.Kind kind, String id, SortedMap<String, String> labels) {
    all.add(new Adoption(kind, id, app, labels));
  }

  private static SortedMap<String, String> own(SortedMap<String, String> labels) {
    SortedMap<String, String> own = new TreeMap<>(labels);
    own.keySet().removeIf(key -> !key.startsWith(Ownership.PREFIX));
    return own;
  }
}
