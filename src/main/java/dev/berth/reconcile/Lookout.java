package dev.berth.reconcile;

import dev.berth.images.ImageJobs;
import dev.berth.observe.ImageState;
import dev.berth.observe.Snapshot;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.Service;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at the engine for one app. */
final class Lookout {
  private final EngineCache cache;
  private final ImageJobs images;
  private final Halts halts;
  private final Habits habits;
  private final Prober prober;

  Lookout(EngineCache cache, ImageJobs images, Halts halts, Habits habits, Prober prober) {
    this.prober = prober;
    this.habits = habits;
    this.cache = cache;
    this.images = images;
    this.halts = halts;
  }

  /** All that bears this Berth's and the app's name. */
  Snapshot look(DesiredApp desired, Instant now) {
    AppThings.View things = cache.look(desired.name());
    return new Snapshot(
        halts.seenThrough(prober.seenThrough(desired, things.containers()), now),
        things.networks(),
        things.volumes(),
        desired.isDeleting() ? new TreeMap<>() : images(desired),
        habits.known());
  }

  private SortedMap<String, ImageState> images(DesiredApp desired) {
    SortedMap<String, ImageState> states = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      states.put(service.name(), images.state(desired.name(), service, desired.generation()));
    }
    return states;
  }
}
