package dev.berth.reconcile.pass;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Plan;
import dev.berth.plan.Restarts;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Condition.Verdict;
import dev.berth.status.Phase;
import dev.berth.status.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pass was made of, and what it told. Of one that was quiet the same comes once more from
 * the same, whenever that is, so it need be neither planned nor told again.
 */
record PassRecord(DesiredApp desired, Snapshot seen, Restarts restarts, Optional<AppStatus> told) {

  /**
   * Whether all was as declared, and nothing will come of time alone. Whatever has a time makes a
   * pass none of these: waits, back-off, deaths that still count (what restarts a container in a
   * crash loop is Berth, and after it the engine again), holders of ports, a deletion; and so does
   * drift.
   *
   * @param rest what was left to do, and to wait for
   * @param now by the clock that deaths are counted by
   */
  boolean isQuiet(Plan rest, List<Problem> problems, Instant now) {
    return told.filter(PassRecord::isSettled).isPresent()
        && !desired.isDeleting()
        && rest.isEmpty()
        && rest.waiting().isEmpty()
        && problems.isEmpty()
        && seen.rotations().isEmpty()
        && restarts.isCalm(now);
  }

  private static boolean isSettled(AppStatus status) {
    return (status.isReady() || status.phase() == Phase.STOPPED)
        && status.condition(Condition.Type.DRIFTED).status() == Verdict.FALSE;
  }
}
