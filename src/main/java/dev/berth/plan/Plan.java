package dev.berth.plan;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What to do now, as a value: a graph of actions, and what must wait. Prints as one line per
 * action, in an order in which they could be done one after the other.
 *
 * @param steps a step comes after all that it must follow
 */
public record Plan(List<Step> steps, List<WaitReason> waiting) {
  public Plan {
    steps = List.copyOf(steps);
    waiting = List.copyOf(waiting);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Steps that can be done, as indexes: neither held nor after one that is. What is only done for
   * others is not worth it while none of them can be.
   */
  public Set<Integer> due(Predicate<Action> held) {
    Set<Integer> due = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (due.containsAll(step.after()) && !held.test(step.action())) {
        due.add(i);
      }
    }
    due.removeAll(due.stream().filter(i -> isInVain(i, due)).toList());
    return due;
  }

  private boolean isInVain(int index, Set<Integer> due) {
    return steps.get(index).action().isPreparation()
        && due.stream().noneMatch(later -> steps.get(later).after().contains(index));
  }

  /** The first thing of a kind that is waited for. */
  public Optional<WaitReason> waiting(WaitReason.Kind kind) {
    return waiting.stream().filter(wait -> wait.kind() == kind).findFirst();
  }

  /** When it is worth planning again though nothing has changed but time. */
  public Optional<Instant> lookAgainAt() {
    return waiting.stream().flatMap(w -> w.until().stream()).min(Instant::compareTo);
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> step.action().what() + ": " + step.action().cause())
        .collect(Collectors.joining("\n"));
  }
}
