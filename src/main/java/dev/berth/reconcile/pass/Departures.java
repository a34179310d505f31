package dev.berth.reconcile.pass;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Planner;
import dev.berth.plan.Restarts;
import dev.berth.reconcile.cache.AppCacheEntry;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.ActionRunner;
import dev.berth.reconcile.execute.HookRunner;
import dev.berth.reconcile.execute.PendingStops;
import dev.berth.reconcile.execute.PlanExecutor;
import dev.berth.reconcile.rotation.HolderRunner;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes away what apps have left on an engine, once they are ready on another one: containers and
 * networks, by the same plan as a deletion. Volumes stay, unless the app itself is to go with them.
 */
final class Departures {
  /** What could not be done is tried again. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ReconcilerDeps deps;
  private final String instance;
  private final EngineCache cache;
  private final Consumer<String> wake;
  private final PendingStops pendingStops = new PendingStops();
  private final HookRunner hookRunner;
  private final HolderRunner holderRunner;
  private final PlanExecutor planExecutor;
  private final EventRecorder eventRecorder;

  Departures(ReconcilerDeps deps, String instance, EngineCache cache, Consumer<String> wake) {
    this.deps = deps;
    this.instance = instance;
    this.cache = cache;
    this.wake = wake;
    this.hookRunner = new HookRunner(deps);
    this.holderRunner = new HolderRunner(deps.engine());
    this.planExecutor = new PlanExecutor(deps.threads(), deps.clocks().steady());
    this.eventRecorder = new EventRecorder(deps);
  }

  Optional<Duration> pass(DesiredApp desired) {
    if (!cache.has(desired.name()) || !deps.residence().mayLeave(desired)) {
      return Optional.empty();
    }
    DesiredApp leaving =
        desired.isDeleting() ? desired : LeavingApp.of(desired, deps.clock().instant());
    Plan plan = plan(leaving, look(leaving));
    List<PlanExecutor.Outcome> outcomes =
        planExecutor.execute(
            plan,
            action -> false,
            new ActionRunner(deps, cache, pendingStops, hookRunner, holderRunner, wake, leaving)
                ::run);
    EventRecorder.log(leaving, outcomes);
    Snapshot after = look(leaving);
    outcomes.forEach(outcome -> eventRecorder.record(leaving, outcome, after));
    if (after.isGone()) {
      gone(desired);
      return Optional.empty();
    }
    boolean failed = outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
    return failed
        ? Optional.of(AGAIN)
        : NextLook.after(plan(leaving, after), List.of(), deps.clock().instant());
  }

  private void gone(DesiredApp desired) {
    if (!desired.isDeleting()) {
      String message = "nothing of it runs on engine " + deps.residence().engine() + " any more";
      deps.history()
          .append(AppEvent.now(desired.name(), deps.clock().instant(), false, "Moved", message));
    }
    deps.residence().left(desired.name());
  }

  private Snapshot look(DesiredApp leaving) {
    AppCacheEntry.View things = cache.look(leaving.name());
    Instant now = deps.clocks().steady().instant();
    return new Snapshot(
        pendingStops.overlay(hookRunner.overlay(things.containers()), now),
        things.networks(),
        things.volumes(),
        new TreeMap<>(),
        Set.of());
  }

  private Plan plan(DesiredApp leaving, Snapshot seen) {
    return new Planner(instance).plan(leaving, seen, Restarts.NONE, deps.clock().instant());
  }
}
