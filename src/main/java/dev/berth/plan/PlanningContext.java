package dev.berth.plan;

import dev.berth.observe.Snapshot;
import dev.berth.state.DesiredApp;
import java.time.Instant;

/** All that a plan is made from. */
record PlanningContext(
    String instance, DesiredApp desired, Snapshot seen, Restarts restarts, Instant now) {

  Blueprints blueprints() {
    return new Blueprints(instance, desired, seen);
  }
}
