package dev.berth.spec.validation;

import dev.berth.spec.Dependency;
import dev.berth.spec.Link;
import dev.berth.spec.Service;
import dev.berth.spec.SharedNamespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** No service may wait for itself, by whatever way round. */
final class CycleRule {
  private final AppDraft draft;
  private final Set<String> done = new HashSet<>();
  private final List<String> way = new ArrayList<>();

  CycleRule(AppDraft draft) {
    this.draft = draft;
  }

  /** The first cycle, as {@code a -> b -> a}. */
  List<Violation> check() {
    for (String service : draft.app().services().keySet()) {
      Optional<String> cycle = cycleFrom(service);
      if (cycle.isPresent()) {
        return List.of(
            new Violation(
                draft.path(service, "depends_on"),
                "services wait for each other in a circle: " + cycle.get()));
      }
    }
    return List.of();
  }

  private Optional<String> cycleFrom(String service) {
    if (way.contains(service)) {
      List<String> circle = new ArrayList<>(way.subList(way.indexOf(service), way.size()));
      circle.add(service);
      return Optional.of(String.join(" -> ", circle));
    }
    if (!done.add(service)) {
      return Optional.empty();
    }
    way.add(service);
    Optional<String> cycle =
        next(service).map(this::cycleFrom).flatMap(Optional::stream).findFirst();
    way.removeLast();
    return cycle;
  }

  private Stream<String> next(String name) {
    Service service = draft.app().service(name);
    return Stream.concat(
            service.dependencies().stream().map(Dependency::service),
            Stream.concat(
                service.links().stream().map(Link::name),
                SharedNamespace.services(service).stream().map(SharedNamespace::service)))
        .filter(other -> draft.app().services().containsKey(other))
        .distinct();
  }
}
