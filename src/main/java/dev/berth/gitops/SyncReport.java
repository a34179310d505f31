package dev.berth.gitops;

import dev.berth.gitops.SourceStatus.SourceCondition;
import dev.berth.state.OwnedApp;
import dev.berth.state.Resource;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the status of a source from the one before and what happened since.
 *
 * @param resource the source
 */
record SyncReport(SourceStatus before, Resource resource, Instant now) {
  private static final int NAMED = 3;

  /** Of a tree that was read, and applied or refused. */
  SourceStatus of(TreeSync.Outcome outcome, List<OwnedApp> claims, Instant next) {
    boolean isRefused = outcome.refusal().isPresent();
    String revision = outcome.tree().revision();
    Conditions conditions = conditions(outcome);
    return new SourceStatus(
        resource.generation(),
        isRefused ? before.revision() : Optional.of(revision),
        Optional.of(revision),
        isRefused ? before.lastSync() : Optional.of(now),
        Optional.of(now),
        Optional.of(next),
        0,
        isRefused ? before.files() : outcome.files().stream().map(FileResult::tree).toList(),
        claims.stream().map(OwnedApp::app).toList(),
        outcome.kept(),
        Optional.of(conditions.synced()),
        Optional.of(conditions.stalled()));
  }

  /** Of a source that could not be read: what is known of it stays. */
  SourceStatus of(SourceException failure, Instant next) {
    return unread(
        Optional.of(now),
        Optional.of(next),
        before.failures() + 1,
        conditions(failure.reason(), failure.why(), failure.isLasting()));
  }

  /** Of a source that is not looked at any more. */
  SourceStatus suspended() {
    return unread(
        before.lastAttempt(),
        Optional.empty(),
        before.failures(),
        conditions("Suspended", "suspend is set: nothing is synced", false));
  }

  private SourceStatus unread(
      Optional<Instant> attempt, Optional<Instant> next, int failures, Conditions conditions) {
    return new SourceStatus(
        resource.generation(),
        before.revision(),
        before.attempted(),
        before.lastSync(),
        attempt,
        next,
        failures,
        before.files(),
        before.apps(),
        before.kept(),
        Optional.of(conditions.synced()),
        Optional.of(conditions.stalled()));
  }

  private record Conditions(SourceCondition synced, SourceCondition stalled) {}

  private Conditions conditions(TreeSync.Outcome outcome) {
    if (outcome.refusal().isPresent()) {
      return conditions("PruneRefused", outcome.refusal().get(), true);
    }
    List<FileResult> failed = of(outcome, FileResult.Outcome.FAILED);
    if (!failed.isEmpty()) {
      boolean isLasting = !failed.stream().allMatch(FileResult::isPassing);
      return conditions("FilesFailed", failures("failed", outcome, failed), isLasting);
    }
    List<FileResult> old = of(outcome, FileResult.Outcome.QUARANTINED);
    if (!old.isEmpty()) {
      return conditions("Quarantined", failures("are quarantined", outcome, old), true);
    }
    String message =
        "revision "
            + outcome.tree().shortRevision()
            + " is applied: "
            + outcome.files().size()
            + " files";
    return new Conditions(
        condition(before.synced(), Verdict.TRUE, "Synced", message),
        condition(before.stalled(), Verdict.FALSE, "NotStalled", "nothing has to be done"));
  }

  private static List<FileResult> of(TreeSync.Outcome outcome, FileResult.Outcome wanted) {
    return outcome.files().stream().filter(result -> result.outcome() == wanted).toList();
  }

  private static String failures(String what, TreeSync.Outcome outcome, List<FileResult> failed) {
    List<String> first = new ArrayList<>();
    failed.stream()
        .limit(NAMED)
        .forEach(result -> first.add(result.findings().getFirst().text(result.file())));
    return failed.size()
        + " of "
        + outcome.files().size()
        + " files "
        + what
        + "; "
        + String.join("; ", first)
        + (failed.size() > NAMED ? "; …" : "");
  }

  private Conditions conditions(String reason, String message, boolean isLasting) {
    return new Conditions(
        condition(before.synced(), Verdict.FALSE, reason, message),
        isLasting
            ? condition(before.stalled(), Verdict.TRUE, reason, message)
            : condition(
                before.stalled(), Verdict.FALSE, "NotStalled", "the next sync may go well"));
  }

  private SourceCondition condition(
      Optional<SourceCondition> old, Verdict status, String reason, String message) {
    Instant since =
        old.filter(one -> one.status() == status).map(SourceCondition::since).orElse(now);
    return new SourceCondition(status, reason, message, since, resource.generation());
  }
}
