package dev.berth.reconcile.deps;

import dev.berth.port.AppUsage;
import dev.berth.port.ContainerExec;
import dev.berth.port.EngineInventory;

/** All that people may look at on one engine. */
public interface LoopInventory extends EngineInventory {

  /** What containers use; one for each who asks. */
  AppUsage usage();

  /** Commands in containers. */
  ContainerExec exec();
}
