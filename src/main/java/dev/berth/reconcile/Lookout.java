package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.images.ImageJobs;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.Service;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at the engine for one app. */
final class Lookout {
  private final ContainerEngine engine;
  private final ImageJobs images;
  private final Halts halts;

  Lookout(ContainerEngine engine, ImageJobs images, Halts halts) {
    this.engine = engine;
    this.images = images;
    this.halts = halts;
  }

  /** All that bears this Berth's and the app's name. */
  Snapshot look(String instance, DesiredApp desired, Instant now) {
    Map<String, String> labels =
        Map.of(Ownership.INSTANCE, instance, Ownership.APP, desired.name());
    return new Snapshot(
        halts.seenThrough(engine.containers(labels), now).stream()
            .filter(container -> container.owner().isPresent())
            .toList(),
        engine.networks(labels),
        engine.volumes(labels),
        desired.isDeleting() ? new TreeMap<>() : images(desired));
  }

  private SortedMap<String, ImageState> images(DesiredApp desired) {
    SortedMap<String, ImageState> states = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      states.put(service.name(), images.state(desired.name(), service, desired.generation()));
    }
    return states;
  }
}
