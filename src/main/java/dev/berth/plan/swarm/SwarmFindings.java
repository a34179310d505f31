package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.plan.Drift;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of an app on a Swarm is not as declared, though its tasks were made for what is wanted. */
public final class SwarmFindings {
  private SwarmFindings() {}

  /** By service. Nothing of an app that is stopped or goes. */
  public static Map<String, List<Drift>> drifts(SwarmWish wish) {
    Map<String, List<Drift>> found = new TreeMap<>();
    if (wish.desired().isDeleting() || wish.desired().isStopped()) {
      return found;
    }
    for (Service service : wish.desired().app().services().values()) {
      List<Drift> drifts = drifts(wish, service);
      if (!drifts.isEmpty()) {
        found.put(service.name(), drifts);
      }
    }
    return found;
  }

  private static List<Drift> drifts(SwarmWish wish, Service service) {
    Optional<SwarmService> there = wish.seen().service(wish.name(service));
    Optional<String> image = SwarmImages.image(wish, service);
    if (there.isEmpty() || image.isEmpty()) {
      return there.isPresent() || image.isEmpty()
          ? List.of()
          : List.of(new Drift("service", wish.name(service), "", Drift.Repair.RECREATE));
    }
    ServiceTree.Drawn drawn = new ServiceTree(wish, service, there).draw(image.get());
    return SwarmRollbacks.isTakenBack(wish, service, drawn.fingerprint(), there.get())
        ? List.of()
        : SwarmDrift.of(drawn.spec(), there.get(), wish.seen()).stream()
            .filter(drift -> !wish.desired().app().drift().ignores(drift.path()))
            .toList();
  }

  /** Of the tasks that a service is written for. */
  public static String fingerprint(Map<String, Object> spec) {
    return SpecTree.texts(spec, "TaskTemplate", "ContainerSpec", "Labels")
        .getOrDefault(Ownership.FINGERPRINT, "");
  }
}
