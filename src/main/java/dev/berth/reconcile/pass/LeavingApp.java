package dev.berth.reconcile.pass;

import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.Optional;

/** Apps that leave an engine for another one. */
public final class LeavingApp {
  private LeavingApp() {}

  /** As if it were to go, its volumes excepted. */
  public static DesiredApp of(DesiredApp desired, Instant now) {
    return new DesiredApp(
        desired.uid(),
        desired.generation(),
        desired.revision(),
        desired.resourceVersion(),
        desired.declared(),
        desired.app(),
        desired.createdAt(),
        desired.restartedAt(),
        desired.halt(),
        Optional.of(new DesiredApp.Deletion(now, false)),
        Optional.empty());
  }
}
