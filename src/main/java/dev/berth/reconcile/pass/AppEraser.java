package dev.berth.reconcile.pass;

import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.front.FrontDoor;
import dev.berth.state.DesiredApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Forgets apps of which nothing is left on the engine. */
record AppEraser(
    ReconcilerDeps deps, EngineCache cache, InMemoryStatusStore board, FrontDoor frontDoor) {
  private static final Logger LOG = System.getLogger(AppEraser.class.getName());

  void erase(DesiredApp desired) {
    frontDoor.forget(desired.name(), () -> forget(desired));
  }

  private void forget(DesiredApp desired) {
    cache.forget(desired.name());
    deps.forget(desired);
    board.remove(desired.name());
    LOG.log(Level.INFO, "app={0} is gone", desired.name());
  }
}
