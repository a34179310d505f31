package dev.berth.reconcile.deps;

import dev.berth.port.Takeover;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;

/** Makes apps of a Swarm's stacks, and stacks of apps again. */
public interface StackTakeover extends Takeover {

  /**
   * Takes Berth's labels off the services of an app, and forgets it: they run on as they are.
   *
   * @param app as it is stored, if it is
   * @param dryRun only tells
   * @return names of the services
   */
  List<String> release(String name, Optional<DesiredApp> app, boolean dryRun);
}
