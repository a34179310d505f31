package dev.berth.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to do now, as a value: a graph of actions, and what must wait. Prints as one line per
 * action, in an order in which they could be done one after the other.
 *
 * @param steps a step comes after all that it must follow
 */
public record Plan(List<Step> steps, List<Waiting> waiting) {
  public Plan {
    steps = List.copyOf(steps);
    waiting = List.copyOf(waiting);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
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
