package dev.berth.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds services that wait for each other. */
final class Cycles {
  private final Model model;
  private final Set<String> done = new HashSet<>();
  private final LinkedHashSet<String> way = new LinkedHashSet<>();

  /** A service that waits for itself in the end. */
  record Cycle(String service, String message) {}

  Cycles(Model model) {
    this.model = model;
  }

  Optional<Cycle> find() {
    for (String name : model.services.keySet()) {
      Optional<Cycle> found = from(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Depth first; the depth is bounded by the number of services, so keep a chain short. */
  private Optional<Cycle> from(String name) {
    if (way.contains(name)) {
      List<String> cycle = new ArrayList<>(way);
      List<String> round = cycle.subList(cycle.indexOf(name), cycle.size());
      return Optional.of(
          new Cycle(name, "dependency cycle: " + String.join(" -> ", round) + " -> " + name));
    }
    if (done.contains(name) || way.size() > 1000) {
      return Optional.empty();
    }
    way.add(name);
    for (String next : Trees.map(model.service(name), "depends_on").keySet()) {
      Optional<Cycle> found = from(next);
      if (found.isPresent()) {
        return found;
      }
    }
    way.remove(name);
    done.add(name);
    return Optional.empty();
  }
}
