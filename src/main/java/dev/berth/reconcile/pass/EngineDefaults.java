package dev.berth.reconcile.pass;

import dev.berth.plan.Drift;
import dev.berth.plan.DriftDetector;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.Placement;
import dev.berth.state.AppStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the engine changes by itself in every container that it is told to make: a default of its
 * configuration, say. It is learnt from containers that Berth has just made and nobody can have
 * touched. Without that such a change would look like drift, and be repaired without end.
 */
final class EngineDefaults {
  private final AppStore state;

  /** In front of what another engine does than the one that Berth began with. */
  private final String front;

  private volatile Set<String> known;

  EngineDefaults(ReconcilerDeps deps) {
    this.state = deps.state();
    String engine = deps.residence().engine();
    this.front = engine.equals(Placement.LOCAL) ? "" : engine + "/";
    this.known =
        state.engineHabits().stream()
            .filter(habit -> habit.startsWith(front))
            .map(habit -> habit.substring(front.length()))
            .collect(Collectors.toSet());
  }

  Set<String> known() {
    return known;
  }

  /**
   * Looks at containers for the first time after they were made.
   *
   * @param made their names
   */
  void learn(List<DriftDetector.Finding> findings, Set<String> made) {
    Set<String> learnt =
        findings.stream()
            .filter(finding -> finding.container().filter(c -> made.contains(c.name())).isPresent())
            .filter(finding -> cannotBeTouched(finding.drift()))
            .map(finding -> finding.drift().habit())
            .collect(Collectors.toSet());
    if (!known.containsAll(learnt)) {
      state.addEngineHabits(learnt.stream().map(front::concat).collect(Collectors.toSet()));
      Set<String> more = new HashSet<>(known);
      more.addAll(learnt);
      known = Set.copyOf(more);
    }
  }

  /**
   * What nobody can change of a container that is there, not even in the blink since it was made.
   */
  private static boolean cannotBeTouched(Drift drift) {
    return drift.repair() == Drift.Repair.RECREATE && !drift.path().startsWith("cpu");
  }
}
