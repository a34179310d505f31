package dev.berth.plan;

import java.util.Set;

/**
 * An action in its place.
 *
 * @param after indexes of the steps of the same plan that must have succeeded before
 */
public record Step(Action action, Set<Integer> after) {
  public Step {
    after = Set.copyOf(after);
  }
}
