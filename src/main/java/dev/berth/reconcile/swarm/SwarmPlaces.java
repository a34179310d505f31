package dev.berth.reconcile.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.observe.swarm.SwarmTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks of apps, with whose they are. */
final class SwarmPlaces {
  private SwarmPlaces() {}

  /**
   * A task in its place.
   *
   * @param name as the Swarm calls it: {@code shop_web.1}
   */
  record Place(String app, String service, String name, SwarmService of, SwarmTask task) {
    int replica() {
      return Math.max(1, task.slot());
    }
  }

  /** Of one app, those that are there, or were wanted last. */
  static List<Place> of(String instance, String app, SwarmSnapshot all) {
    List<Place> places = new ArrayList<>();
    SwarmSnapshot seen = all.of(instance, app);
    for (SwarmService service : seen.services()) {
      seen.tasks(service).stream()
          .filter(task -> task.isWanted() || !task.hasEnded())
          .forEach(task -> places.add(place(app, service, task)));
    }
    return places;
  }

  static Place place(String app, SwarmService service, SwarmTask task) {
    String name =
        Optional.ofNullable(service.labels().get(Ownership.SERVICE))
            .orElseGet(() -> service.name().substring(app.length() + 1));
    return new Place(
        app,
        name,
        service.name() + "." + (task.slot() == 0 ? task.node() : "" + task.slot()),
        service,
        task);
  }
}
