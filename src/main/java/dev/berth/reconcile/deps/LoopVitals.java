package dev.berth.reconcile.deps;

import java.util.List;
import java.util.Optional;

/**
 * How the loop is.
 *
 * @param blindness why nothing is known of the engine; empty while it answers
 * @param hasDied what has ended that never comes back by itself; empty if nothing has
 * @param stuck apps whose pass lasts far too long
 * @param isMoving whether somebody still takes up apps that are due
 */
public record LoopVitals(
    Optional<String> blindness, Optional<String> hasDied, List<String> stuck, boolean isMoving) {
  public LoopVitals {
    stuck = List.copyOf(stuck);
  }
}
