package dev.berth.reconcile.deps;

import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import java.time.Duration;
import java.util.Optional;

/** What keeps the apps of one engine as declared, whatever kind of engine that is. */
public interface AppLoop {

  /** Begins; once. */
  void start();

  /** Takes up nothing; answers whether the passes of now have ended within so long. */
  boolean pause(Duration limit) throws InterruptedException;

  /** After a pause: what is there is looked at anew. */
  void resume();

  /** How it is, for who asks whether it does its work, or has to be started anew. */
  LoopVitals vitals();

  /** Marks an app as worth a look. */
  void wake(String app);

  /** Whether something of an app is there, as far as is known; asks nobody. */
  boolean has(String app);

  /** What is on its engine. */
  LoopInventory inventory();

  /** What its passes would do, and what has drifted. */
  PlanPreview forecast();

  DriftRepairs repairs();

  /** Who makes apps of the stacks that are there; nobody, where there are none. */
  default Optional<StackTakeover> stacks() {
    return Optional.empty();
  }

  /** Names that wait for a pass. */
  int depth();

  /** Takes up nothing new; answers whether the passes of now have ended within so long. */
  boolean end(Duration limit) throws InterruptedException;
}
