package dev.berth.reconcile.pass;

import dev.berth.observe.ContainerView;
import dev.berth.plan.Restarts;
import dev.berth.plan.RestartsText;
import dev.berth.reconcile.deps.ReconcilerDeps;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who of an app has died lately, kept for the Berth that leads next: a back-off goes on after a
 * hand-over. Times are stored by the clock on the wall, for the steady one is each process's own.
 */
final class RestartMemory {
  private static final Logger LOG = System.getLogger(RestartMemory.class.getName());

  private final String app;
  private final ReconcilerDeps deps;
  private volatile Restarts restarts = Restarts.NONE;
  private long epoch;

  RestartMemory(String app, ReconcilerDeps deps) {
    this.app = app;
    this.deps = deps;
  }

  Restarts restarts() {
    return restarts;
  }

  /** Takes note of who has died. */
  void observe(List<ContainerView> containers, Optional<Instant> restartedAt, Instant now) {
    recall();
    Restarts next = restarts.observing(containers, restartedAt, now);
    boolean isNew = !next.equals(restarts);
    restarts = next;
    if (isNew) {
      save();
    }
  }

  /** Another Berth may have led since. */
  private void recall() {
    long now = deps.runtimes().epoch();
    if (now != epoch) {
      Duration behind = deps.clocks().ahead().negated();
      deps.runtimes().find(app).ifPresent(text -> restarts = RestartsText.read(text).by(behind));
      epoch = now;
    }
  }

  private void save() {
    try {
      deps.runtimes().save(app, RestartsText.write(restarts.by(deps.clocks().ahead())));
    } catch (RuntimeException e) { // A pass is worth more than the patience of a later one.
      LOG.log(Level.DEBUG, "app=" + app + " restarts are not kept", e);
    }
  }
}
