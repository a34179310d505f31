package dev.berth.status;

import dev.berth.observe.Snapshot;
import dev.berth.plan.Drift;
import dev.berth.plan.DriftDetector;
import dev.berth.plan.Plan;
import dev.berth.plan.StagedRollout;
import dev.berth.state.DesiredApp;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells whether what is there differs from what is declared. */
final class DriftCondition {
  private final String instance;
  private final DesiredApp desired;
  private final Optional<AppStatus> previous;
  private final Verdicts verdicts;
  private final Instant now;

  DriftCondition(
      String instance,
      DesiredApp desired,
      Optional<AppStatus> previous,
      Verdicts verdicts,
      Instant now) {
    this.instance = instance;
    this.desired = desired;
    this.previous = previous;
    this.verdicts = verdicts;
    this.now = now;
  }

  /** Something differs, or is to be mended in an app that was as declared already. */
  Condition of(Snapshot seen, Plan plan) {
    List<DriftDetector.Finding> findings = DriftDetector.of(instance, desired, seen);
    boolean drifted = !findings.isEmpty() || (isSettled() && isMended(seen, plan));
    String what =
        findings.isEmpty()
            ? plan.toString()
            : findings.stream().map(DriftCondition::text).collect(Collectors.joining("\n"));
    return verdicts.of(
        Condition.Type.DRIFTED,
        drifted,
        drifted ? Reasons.DRIFT_FOUND : Reasons.IN_SYNC,
        drifted ? what : "what is there is as declared, or on its way");
  }

  private boolean isSettled() {
    return previous
        .filter(before -> before.observedGeneration() == desired.generation())
        .filter(before -> before.isReady() || isDrifted(before))
        .isPresent();
  }

  /** An old version that has stood by, and ends now, was no drift. */
  private boolean isMended(Snapshot seen, Plan plan) {
    return !plan.isEmpty() && !new StagedRollout(instance, desired, seen, now).isDivided();
  }

  private static String text(DriftDetector.Finding finding) {
    String why =
        finding.drift().repair() == Drift.Repair.NONE
            ? "; it stays, for one made anew would be empty: copy what is in it, and remove it"
            : "";
    return finding.container().map(c -> c.name() + " ").orElse("") + finding.drift() + why;
  }

  private static boolean isDrifted(AppStatus before) {
    return before.condition(Condition.Type.DRIFTED).status() == Verdict.TRUE;
  }
}
