package dev.berth.reconcile.deps;

import dev.berth.engine.SwarmEngine;

/** How a Swarm is reached: by one of its managers, and single nodes by themselves. */
public record SwarmAccess(SwarmEngine manager, NodeEngines nodes) implements AutoCloseable {

  @Override
  public void close() {
    manager.close();
    nodes.close();
  }
}
