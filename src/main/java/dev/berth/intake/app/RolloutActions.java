package dev.berth.intake.app;

import dev.berth.spec.Rollout;
import dev.berth.spec.Stages;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.state.RolloutProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of an app when somebody holds, drives on or gives up its rollout. */
final class RolloutActions {
  private final DesiredApp before;
  private final List<Revision> revisions;
  private final Instant now;

  RolloutActions(DesiredApp before, List<Revision> revisions, Instant now) {
    this.before = before;
    this.revisions = revisions;
    this.now = now;
  }

  /** There is nothing of which that could be said. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String why;

    Refused(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /**
   * The app as it is wanted then.
   *
   * @param author who asks
   * @throws Refused where nothing goes on that could be driven so
   */
  DesiredApp next(RolloutAction action, String author) {
    RolloutProgress progress = before.progress();
    return switch (action) {
      case PAUSE -> before.withProgress(progress.paused(true));
      case RESUME -> before.withProgress(resumed(progress));
      case PROMOTE -> {
        if (!progress.isOpen()) {
          throw nothing("no version waits for its requests");
        }
        yield before.withProgress(progress.promote());
      }
      case ABORT -> aborted(author);
    };
  }

  private RolloutProgress resumed(RolloutProgress progress) {
    if (progress.paused()) {
      return progress.paused(false);
    }
    Rollout rollout = before.app().rollout();
    Stages stages = rollout.stages();
    if (!progress.isOpen() || progress.since().isEmpty() || stages.paused()) {
      throw nothing(
          stages.paused()
              ? "the manifest says rollout.paused: true; say false there"
              : "nothing is paused, and no step is reached");
    }
    return rollout.strategy() == Rollout.Strategy.CANARY
        ? progress.further(stages.steps().size())
        : progress.promote();
  }

  private DesiredApp aborted(String author) {
    boolean isProved = Revision.isGood(revisions, before.revision());
    boolean standsBy = before.standsByUntil().filter(now::isBefore).isPresent();
    if (before.quarantine().isPresent() || (isProved && !before.progress().isOpen() && !standsBy)) {
      throw nothing("nothing goes on; POST …/rollback goes back to any earlier revision");
    }
    Optional<Revision> target =
        isProved && !standsBy ? Optional.empty() : Revision.lastGood(revisions, before.revision());
    if (target.isPresent()) {
      Quarantine aborted =
          new Quarantine(
              before.revision(),
              before.generation(),
              target.get().number(),
              Quarantine.ABORTED,
              "by " + author,
              now);
      return before.rolledBack(target.get(), aborted);
    }
    if (!before.progress().isOpen()) {
      throw nothing("there is no earlier revision that was good");
    }
    return before.withProgress(before.progress().abort());
  }

  private Refused nothing(String why) {
    return new Refused("rollout of app " + before.name() + ": " + why);
  }
}
