package dev.berth.reconcile.pass;

import dev.berth.observe.Snapshot;
import dev.berth.plan.StagedRollout;
import dev.berth.port.EventLog;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.Rollout;
import dev.berth.spec.Stages;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.state.RolloutProgress;
import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes rollouts in stages from step to step, and gives up those that fail. Each step is kept
 * before anything is done for it, so that it goes on where it was after a crash.
 */
final class RolloutDriver {
  private static final String PROMOTED = "Promoted";
  private static final String STEP_REACHED = "StepReached";

  private final String instance;
  private final AppStore state;
  private final EventLog eventLog;
  private final InstantSource clock;
  private final RolloutMonitor monitor;
  private final Consumer<String> wake;

  RolloutDriver(String instance, ReconcilerDeps deps, Consumer<String> wake) {
    this.instance = instance;
    this.state = deps.state();
    this.eventLog = deps.history();
    this.clock = deps.clock();
    this.monitor = new RolloutMonitor(deps, wake);
    this.wake = wake;
  }

  /** The app as it is wanted from now on. */
  DesiredApp drive(DesiredApp desired, Snapshot seen) {
    if (desired.isDeleting()
        || desired.isStopped()
        || !desired.app().rollout().strategy().isStaged()) {
      return desired;
    }
    StagedRollout staged = new StagedRollout(instance, desired, seen, clock.instant());
    if (staged.services().isEmpty()) {
      return desired;
    }
    Optional<String> failure = staged.failure();
    if (failure.isPresent()) {
      return givenUp(desired, staged, failure.get());
    }
    RolloutProgress next = next(desired.app().rollout(), staged);
    DesiredApp driven = next.equals(desired.progress()) ? desired : kept(desired, next);
    if (!driven.equals(desired)) {
      tell(desired, staged, next);
    }
    return driven;
  }

  private DesiredApp givenUp(DesiredApp desired, StagedRollout staged, String why) {
    if (monitor.abort(desired, new Revision.Failure(Quarantine.ANALYSIS_FAILED, why))) {
      return desired;
    }
    tell(desired, true, Quarantine.ANALYSIS_FAILED, "the new version gets no requests: " + why);
    return kept(desired, staged.progress().abort());
  }

  /** What is known of the revision after a pass; see {@link RolloutMonitor}. */
  Optional<RolloutMonitor.Verdict> judge(
      DesiredApp desired, AppStatus status, Optional<RolloutMonitor.Verdict> before) {
    return monitor.judge(desired, status, before);
  }

  private RolloutProgress next(Rollout rollout, StagedRollout staged) {
    RolloutProgress now = staged.progress();
    if (staged.isPaused() || now.aborted()) {
      return now;
    }
    if (now.since().isEmpty() && staged.isDivided()) {
      return staged.isInEffect() ? now.reached(clock.instant()) : now;
    }
    if (now.promoted()) {
      return now;
    }
    if (!staged.isDivided()) {
      return staged.isThere() ? now.promote() : now;
    }
    if (rollout.strategy() == Rollout.Strategy.BLUE_GREEN) {
      return rollout.stages().promotedByHand() ? now : now.promote();
    }
    return isOver(staged, now) && staged.isTried() ? staged.further() : now;
  }

  private boolean isOver(StagedRollout staged, RolloutProgress now) {
    Optional<Stages.Step> step = staged.step();
    return step.isEmpty()
        || step.flatMap(Stages.Step::pause)
            .flatMap(pause -> now.since().map(at -> at.plus(pause)))
            .filter(end -> !end.isAfter(clock.instant()))
            .isPresent();
  }

  private void tell(DesiredApp desired, StagedRollout staged, RolloutProgress next) {
    RolloutProgress before = staged.progress();
    if (next.promoted() && !before.promoted()) {
      tell(desired, false, PROMOTED, "all requests go over to the new version");
    } else if (next.since().isPresent() && before.since().isEmpty()) {
      staged
          .step()
          .ifPresent(step ->
              tell(
                  desired,
                  false,
                  STEP_REACHED,
                  "step "
                      + (next.step() + 1)
                      + ": "
                      + step.weight()
                      + " % of the requests go to the new version"));
    }
  }

  private void tell(DesiredApp desired, boolean isWarning, String reason, String message) {
    eventLog.append(AppEvent.now(desired.name(), clock.instant(), isWarning, reason, message));
  }

  /** As the store has it: what is wanted here is drawn with secrets. */
  private DesiredApp kept(DesiredApp desired, RolloutProgress next) {
    Optional<DesiredApp> row =
        state
            .find(desired.name())
            .filter(stored -> stored.resourceVersion() == desired.resourceVersion());
    if (row.isEmpty()) {
      return desired; // Something newer is wanted, which has woken the app already.
    }
    try {
      DesiredApp stored =
          state.save(
              desired.resourceVersion(), row.get().withProgress(next), RolloutMonitor.AUTHOR);
      wake.accept(desired.name());
      return desired.withProgress(next).withResourceVersion(stored.resourceVersion());
    } catch (AppStore.Conflict e) {
      return desired;
    }
  }
}
