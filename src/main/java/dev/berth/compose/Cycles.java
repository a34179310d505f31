package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds services that wait for each other. Without recursion: a chain may be long. */
final class Cycles {
  private final Map<String, Set<String>> waits = new TreeMap<>();

  /** A service that waits for itself in the end. */
  record Cycle(String service, String message) {}

  Cycles(Model model) {
    for (String name : model.services.keySet()) {
      Set<String> others =
          new TreeSet<>(ComposeTrees.map(model.service(name), "depends_on").keySet());
      others.retainAll(model.services.keySet());
      waits.put(name, others);
    }
  }

  Optional<Cycle> find() {
    dropWhatCanStart();
    if (waits.isEmpty()) {
      return Optional.empty();
    }
    LinkedHashSet<String> way = new LinkedHashSet<>();
    String name = waits.keySet().iterator().next();
    while (way.add(name)) {
      name = waits.getOrDefault(name, Set.of()).stream().findFirst().orElse(name);
    }
    List<String> steps = new ArrayList<>(way);
    List<String> round = steps.subList(steps.indexOf(name), steps.size());
    return Optional.of(new Cycle(name, "dependency cycle: " + text(round) + " -> " + name));
  }

  /** Takes out all that wait for nothing, then those that waited only for them, and so on. */
  private void dropWhatCanStart() {
    Map<String, List<String>> waiting = new TreeMap<>();
    List<String> ready = new ArrayList<>();
    waits.forEach((name, others) -> {
      others.forEach(other -> waiting.computeIfAbsent(other, o -> new ArrayList<>()).add(name));
      if (others.isEmpty()) {
        ready.add(name);
      }
    });
    while (!ready.isEmpty()) {
      String started = ready.removeLast();
      waits.remove(started);
      for (String name : waiting.getOrDefault(started, List.of())) {
        Set<String> left = waits.getOrDefault(name, new TreeSet<>());
        left.remove(started);
        if (left.isEmpty()) {
          ready.add(name);
        }
      }
    }
  }

  private static String text(List<String> round) {
    return round.size() <= 20
        ? String.join(" -> ", round)
        : String.join(" -> ", round.subList(0, 20)) + " -> …";
  }
}
