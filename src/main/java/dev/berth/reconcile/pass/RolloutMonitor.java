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
public final class RolloutMonitor {
  /** Who comes up and dies within this time has never worked. */
  static final Duration PROBATION = Duration.ofMinutes(1);

  /** Author of revisions that nobody asked for. */
  static final String AUTHOR = "berth (autoRollback)";

  private final AppStore state;
  private final EventLog eventLog;
  private final InstantSource clock;
  private final InstantSource steady;
  private final Consumer<String> wake;

  /** {@code wake} is called with an app that is rolled back. */
  public RolloutMonitor(ReconcilerDeps deps, Consumer<String> wake) {
    this.wake = wake;
    this.state = deps.state();
    this.eventLog = deps.history();
    this.clock = deps.clock();
    this.steady = deps.clocks().steady();
  }

  /**
   * What was found of a revision, so that it is looked up and written down only once.
   *
   * @param since by the steady clock
   */
  public record Verdict(long revision, boolean isGood, Instant since) {
    boolean is(long other, boolean good) {
      return revision == other && isGood == good;
    }
  }

  /**
   * Judges what a pass has seen.
   *
   * @param before of the last pass
   * @return what is known now
   */
  public Optional<Verdict> judge(DesiredApp desired, AppStatus status, Optional<Verdict> before) {
    long revision = desired.revision();
    if (desired.isDeleting() || desired.isStopped()) {
      return before;
    }
    if (status.isReady()) {
      return before.filter(v -> v.is(revision, true)).or(() -> Optional.of(good(desired)));
    }
    Condition stalled = status.condition(Condition.Type.STALLED);
    boolean fails = status.isStalled() && Reasons.endsRollout(stalled.reason());
    if (!fails || before.filter(v -> v.is(revision, false)).isPresent()) {
      return before;
    }
    boolean isProved =
        before
            .filter(v -> v.is(revision, true))
            .map(v -> Duration.between(v.since(), steady.instant()))
            .or(() -> readyFor(desired))
            .filter(time -> time.compareTo(PROBATION) > 0)
            .isPresent();
    if (isProved) {
      return before; // Then it is not the revision that is at fault.
    }
    giveUp(desired, new Revision.Failure(stalled.reason(), stalled.message()));
    return Optional.of(new Verdict(revision, false, steady.instant()));
  }

  /** Ready for as long as is written down, if Berth began only now. */
  private Verdict good(DesiredApp desired) {
    Instant since = steady.instant().minus(readyFor(desired).orElse(Duration.ZERO));
    state.revisionReady(desired.name(), desired.revision(), clock.instant());
    return new Verdict(desired.revision(), true, since);
  }

  /**
   * Since a revision was ready first, as it was written down, or empty if it never was. That its
   * time is yet to come says that the clock was set back since: then it has stood a while.
   */
  private Optional<Duration> readyFor(DesiredApp desired) {
    Instant now = clock.instant();
    return state.revisions(desired.name(), desired.revision() + 1, 1).stream()
        .filter(revision -> revision.number() == desired.revision())
        .flatMap(revision -> revision.readyAt().stream())
        .map(at -> at.isAfter(now) ? PROBATION.plusNanos(1) : Duration.between(at, now))
        .findFirst();
  }

  private void giveUp(DesiredApp desired, Revision.Failure why) {
    state.revisionFailed(desired.name(), desired.revision(), why);
    if (desired.app().rollout().autoRollback() && desired.quarantine().isEmpty()) {
      Revision.lastGood(state.revisions(desired.name()), desired.revision())
          .ifPresent(target -> rollBack(desired, target, why));
    }
  }

  /**
   * Gives a revision up that was found bad while it was tried, whatever {@code autoRollback} says.
   *
   * @return false where it is not the revision that is tried, or there is none to go back to
   */
  boolean abort(DesiredApp desired, Revision.Failure why) {
    List<Revision> revisions = state.revisions(desired.name());
    Optional<Revision> target = Revision.lastGood(revisions, desired.revision());
    if (Revision.isGood(revisions, desired.revision()) || target.isEmpty()) {
      return false;
    }
    state.revisionFailed(desired.name(), desired.revision(), why);
    rollBack(desired, target.get(), why);
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
