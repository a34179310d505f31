package dev.berth.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A plan in the making. */
final class Steps {
  private final List<Step> steps = new ArrayList<>();
  private final List<WaitReason> waiting = new ArrayList<>();
  private Set<Integer> securities = Set.of();

  /** What has to be done before any container is made or removed. */
  void secure(Set<Integer> first) {
    securities = Set.copyOf(first);
  }

  /** Adds a step and returns its index. */
  int add(Action action, Set<Integer> after) {
    Set<Integer> before = new HashSet<>(after);
    if (action instanceof Action.CreateContainer || action instanceof Action.RemoveContainer) {
      before.addAll(securities);
    }
    steps.add(new Step(action, before));
    return steps.size() - 1;
  }

  int add(Action action) {
    return add(action, Set.of());
  }

  void await(WaitReason wait) {
    waiting.add(wait);
  }

  Plan plan() {
    return new Plan(steps, waiting);
  }
}
