package dev.berth.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A plan in the making. */
final class Steps {
  private final List<Step> steps = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  /** Adds a step and returns its index. */
  int add(Action action, Set<Integer> after) {
    steps.add(new Step(action, after));
    return steps.size() - 1;
  }

  int add(Action action) {
    return add(action, Set.of());
  }

  void await(Waiting wait) {
    waiting.add(wait);
  }

  Plan plan() {
    return new Plan(steps, waiting);
  }
}
