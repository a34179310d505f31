package dev.berth.plan;

import dev.berth.observe.ContainerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** A plan in the making. */
final class Steps {
  private final List<Step> steps = new ArrayList<>();
  private final List<WaitReason> waiting = new ArrayList<>();
  private final Map<String, String> leaving = new TreeMap<>();
  private Set<Integer> securities = Set.of();
  private Predicate<ContainerView> isAsked = container -> false;
  private Function<ContainerView, Set<String>> shared = container -> Set.of();

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

  /** Containers that may get requests are not stopped before they have left the rotation. */
  void holdBack(Predicate<ContainerView> asked) {
    isAsked = asked;
  }

  /** On which networks a container that goes for good has to give up its names before. */
  void shareNames(Function<ContainerView, Set<String>> names) {
    shared = names;
  }

  /** Stops a container that is to start again, or has it leave the rotation first. */
  void stop(ContainerView container, Duration grace, String cause) {
    end(new Action.StopContainer(container, grace, cause), Set.of());
  }

  /** Stops a container that goes for good, or has it leave the rotation first. */
  void end(ContainerView container, Duration grace, String cause, Set<Integer> after) {
    end(new Action.StopContainer(container, grace, shared.apply(container), cause), after);
  }

  private void end(Action.StopContainer stop, Set<Integer> after) {
    leaving.put(stop.container().name(), stop.cause());
    if (!isAsked.test(stop.container())) {
      add(stop, after);
    }
  }

  /** Names of containers that have to end, and so to be out of the rotation, and why. */
  Map<String, String> leaving() {
    return leaving;
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
