package dev.berth.plan;

import dev.berth.observe.Snapshot;
import dev.berth.state.DesiredApp;
import java.time.Instant;

/**
 * All that a plan is made from.
 *
 * @param blueprints of what is wanted, drawn as they are asked for
 */
record PlanningContext(
    String instance,
    DesiredApp desired,
    Snapshot seen,
    Restarts restarts,
    Instant now,
    Blueprints blueprints,
    Rotations rotations,
    StagedRollout staged) {

  PlanningContext(
      String instance, DesiredApp desired, Snapshot seen, Restarts restarts, Instant now) {
    this(
        instance,
        desired,
        seen,
        restarts,
        now,
        new Blueprints(instance, desired, seen),
        new Rotations(desired, seen));
  }

  private PlanningContext(
      String instance,
      DesiredApp desired,
      Snapshot seen,
      Restarts restarts,
      Instant now,
      Blueprints blueprints,
      Rotations rotations) {
    this(
        instance,
        desired,
        seen,
        restarts,
        now,
        blueprints,
        rotations,
        new StagedRollout(desired, seen, blueprints, rotations, now));
  }
}
