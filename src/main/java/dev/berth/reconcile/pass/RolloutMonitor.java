package dev.berth.reconcile.pass;

import dev.berth.port.EventLog;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.status.AppEvent;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges each revision by what becomes of it: good once all of it was ready, given up if it fails
 * before it has proved itself. One that is given up may be replaced by the last good one.
 *
 * <p>What came by a rollback is never rolled back itself: it was good once, so something else has
 * changed, and to go back and forth would mend nothing.
 */
final class RolloutMonitor {
  /** Who comes up and dies within this time has never worked. */
  static final Duration PROBATION = Duration.ofMinutes(1);

  /** Author of revisions that nobody asked for. */
  static final String AUTHOR = "berth (autoRollback)";

  private final AppStore state;
  private final EventLog eventLog;
  private final InstantSource clock;
  private final Consumer<String> wake;

  RolloutMonitor(ReconcilerDeps deps, Consumer<String> wake) {
    this.wake = wake;
    this.state = deps.state();
    this.eventLog = deps.history();
    this.clock = deps.clock();
  }

  /** What was found of a revision, so that it is looked up and written down only once. */
  record Verdict(long revision, boolean isGood) {}

  /**
   * Judges what a pass has seen.
   *
   * @param before of the last pass
   * @return what is known now
   */
  Optional<Verdict> judge(DesiredApp desired, AppStatus status, Optional<Verdict> before) {
    Verdict good = new Verdict(desired.revision(), true);
    Verdict bad = new Verdict(desired.revision(), false);
    if (desired.isDeleting() || desired.isStopped()) {
      return before;
    }
    if (status.isReady()) {
      if (!before.equals(Optional.of(good))) {
        state.revisionReady(desired.name(), desired.revision(), clock.instant());
      }
      return Optional.of(good);
    }
    Condition stalled = status.condition(Condition.Type.STALLED);
    boolean fails = status.isStalled() && Reasons.endsRollout(stalled.reason());
    if (!fails || before.equals(Optional.of(bad))) {
      return before;
    }
    return giveUp(desired, new Revision.Failure(stalled.reason(), stalled.message()))
        ? Optional.of(bad)
        : before;
  }

  /** False if it has proved itself: then it is not the revision that is at fault. */
  private boolean giveUp(DesiredApp desired, Revision.Failure why) {
    List<Revision> revisions = state.revisions(desired.name());
    Instant trialsBegin = clock.instant().minus(PROBATION);
    boolean isProved =
        revisions.stream()
            .filter(revision -> revision.number() == desired.revision())
            .anyMatch(revision -> revision.readyAt().filter(trialsBegin::isAfter).isPresent());
    if (isProved) {
      return false;
    }
    state.revisionFailed(desired.name(), desired.revision(), why);
    if (desired.app().rollout().autoRollback() && desired.quarantine().isEmpty()) {
      revisions.stream()
          .filter(r -> r.number() < desired.revision() && r.isGood())
          .max(Comparator.comparingLong(Revision::number))
          .ifPresent(target -> rollBack(desired, target, why));
    }
    return true;
  }

  private void rollBack(DesiredApp desired, Revision target, Revision.Failure why) {
    Instant now = clock.instant();
    Quarantine failed =
        new Quarantine(
            desired.revision(),
            desired.generation(),
            target.number(),
            why.reason(),
            why.message(),
            now);
    try {
      state.save(desired.resourceVersion(), desired.rolledBack(target, failed), AUTHOR);
      String message =
          "revision "
              + desired.revision()
              + " failed and was rolled back to what revision "
              + target.number()
              + " declared: "
              + why.reason()
              + ": "
              + why.message();
      eventLog.append(AppEvent.now(desired.name(), now, true, Reasons.ROLLED_BACK, message));
      wake.accept(desired.name());
    } catch (AppStore.Conflict e) {
      // Something newer is wanted already: that comes first.
    }
  }
}
