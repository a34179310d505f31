package dev.berth.gitops;

import dev.berth.state.OwnedApp;
import dev.berth.state.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of a source as a tree, each made from the one before and what happened since. */
final class SyncReport {
  private static final int NAMED = 3;

  private final Map<String, Object> before;
  private final Resource resource;
  private final Instant now;

  SyncReport(Optional<Map<String, Object>> before, Resource resource, Instant now) {
    this.before = before.orElse(Map.of());
    this.resource = resource;
    this.now = now;
  }

  /** Before the first sync. */
  static Map<String, Object> none(Resource resource) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("observedGeneration", 0);
    tree.put("files", List.of());
    tree.put("apps", List.of());
    tree.put("conditions", List.of());
    return tree;
  }

  /** Of a tree that was read, and applied or refused. */
  Map<String, Object> of(TreeSync.Outcome outcome, List<OwnedApp> claims, Optional<Instant> next) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("observedGeneration", resource.generation());
    boolean isRefused = outcome.refusal().isPresent();
    tree.put("revision", isRefused ? before.get("revision") : outcome.tree().revision());
    tree.put("attemptedRevision", outcome.tree().revision());
    tree.put("lastSync", isRefused ? before.get("lastSync") : now.toString());
    tree.put("lastAttempt", now.toString());
    tree.put("nextSync", next.map(Instant::toString).orElse(null));
    tree.put("failures", 0);
    tree.put(
        "files",
        isRefused
            ? before.getOrDefault("files", List.of())
            : outcome.files().stream().map(FileResult::tree).toList());
    tree.put("apps", claims.stream().map(OwnedApp::app).toList());
    tree.put("kept", outcome.kept());
    tree.put("conditions", conditions(outcome));
    return tree;
  }

  private List<Object> conditions(TreeSync.Outcome outcome) {
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
    return List.of(
        condition("Synced", "True", "Synced", message),
        condition("Stalled", "False", "NotStalled", "nothing has to be done"));
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

  /** Of a source that could not be read: what is known of it stays. */
  Map<String, Object> of(SourceException failure, Optional<Instant> next) {
    Map<String, Object> tree = new LinkedHashMap<>(before.isEmpty() ? none(resource) : before);
    tree.put("observedGeneration", resource.generation());
    tree.put("lastAttempt", now.toString());
    tree.put("nextSync", next.map(Instant::toString).orElse(null));
    tree.put("failures", before.get("failures") instanceof Number n ? n.intValue() + 1 : 1);
    tree.put("conditions", conditions(failure.reason(), failure.why(), failure.isLasting()));
    return tree;
  }

  /** Of a source that is not looked at any more. */
  Map<String, Object> suspended() {
    Map<String, Object> tree = new LinkedHashMap<>(before.isEmpty() ? none(resource) : before);
    tree.put("observedGeneration", resource.generation());
    tree.put("nextSync", null);
    tree.put("conditions", conditions("Suspended", "suspend is set: nothing is synced", false));
    return tree;
  }

  private List<Object> conditions(String reason, String message, boolean isLasting) {
    return List.of(
        condition("Synced", "False", reason, message),
        isLasting
            ? condition("Stalled", "True", reason, message)
            : condition("Stalled", "False", "NotStalled", "the next sync may go well"));
  }

  private Map<String, Object> condition(String type, String status, String reason, String message) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
    tree.put("status", status);
    tree.put("reason", reason);
    tree.put("message", message);
    tree.put("lastTransitionTime", since(type, status));
    tree.put("observedGeneration", resource.generation());
    return tree;
  }

  private String since(String type, String status) {
    if (before.get("conditions") instanceof List<?> conditions) {
      for (Object any : conditions) {
        if (any instanceof Map<?, ?> old
            && type.equals(old.get("type"))
            && status.equals(old.get("status"))) {
          return String.valueOf(old.get("lastTransitionTime"));
        }
      }
    }
    return now.toString();
  }

  /** {@code reason} of the condition Synced. */
  static String reason(Map<String, Object> report) {
    return field(report, "reason");
  }

  static String message(Map<String, Object> report) {
    return field(report, "message");
  }

  private static String field(Map<String, Object> report, String field) {
    return report.get("conditions") instanceof List<?> conditions
            && !conditions.isEmpty()
            && conditions.getFirst() instanceof Map<?, ?> synced
        ? String.valueOf(synced.get(field))
        : "";
  }
}
