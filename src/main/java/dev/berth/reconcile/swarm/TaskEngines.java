package dev.berth.reconcile.swarm;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.reconcile.deps.NodeEngines;
import dev.berth.reconcile.deps.NodeEngines.Door;
import java.util.function.Function;

/**
 * Engines on which tasks run, as far as Berth reaches them: the manager that it speaks to, and
 * nodes that were declared with it.
 */
record TaskEngines(
    ContainerEngine manager, SwarmEngine swarm, SwarmCache cache, NodeEngines nodes) {

  /** Asks the manager who it is, once for all that are asked of it then. */
  Function<SwarmTask, Door> doors() {
    String own = swarm.info().node();
    return task ->
        task.node().equals(own)
            ? new Door.Open(manager)
            : cache
                .known()
                .node(task.node())
                .map(nodes::of)
                .orElseGet(() -> new Door.Missing("its node " + task.node() + " is gone"));
  }
}
