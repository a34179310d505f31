package dev.berth.gitops;

import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is reported of a source: the last sync that went well, the last that was tried, and how it
 * went.
 *
 * @param observedGeneration of the source that was synced; 0 before the first sync
 * @param revision commit, or digest of a folder, that is applied
 * @param attempted the one that was tried last
 * @param failures in a row, to read the source at all
 * @param files what became of each, as {@link FileResult#tree} has it
 * @param apps that belong to the source
 * @param kept of these, that no file declares and that stay
 * @param synced condition {@code Synced}; none before the first sync
 */
record SourceStatus(
    long observedGeneration,
    Optional<String> revision,
    Optional<String> attempted,
    Optional<Instant> lastSync,
    Optional<Instant> lastAttempt,
    Optional<Instant> nextSync,
    int failures,
    List<Map<String, Object>> files,
    List<String> apps,
    List<String> kept,
    Optional<SourceCondition> synced,
    Optional<SourceCondition> stalled) {

  /** Before the first sync. */
  static final SourceStatus NONE = of(Map.of());

  /**
   * One aspect of it.
   *
   * @param since when {@code status} last changed
   */
  record SourceCondition(
      Verdict status, String reason, String message, Instant since, long observedGeneration) {
    private Map<String, Object> tree(String type) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("type", type);
      tree.put("status", status.text());
      tree.put("reason", reason);
      tree.put("message", message);
      tree.put("lastTransitionTime", since.toString());
      tree.put("observedGeneration", observedGeneration);
      return tree;
    }
  }

  SourceStatus {
    files = List.copyOf(files);
    apps = List.copyOf(apps);
    kept = List.copyOf(kept);
  }

  /** Reads {@link #tree}; what is not there is left out. */
  static SourceStatus of(Map<String, Object> tree) {
    StatusTree read = new StatusTree(tree);
    return new SourceStatus(
        read.number("observedGeneration"),
        read.text("revision"),
        read.text("attemptedRevision"),
        read.time("lastSync"),
        read.time("lastAttempt"),
        read.time("nextSync"),
        (int) read.number("failures"),
        read.maps("files"),
        read.texts("apps"),
        read.texts("kept"),
        read.condition("Synced"),
        read.condition("Stalled"));
  }

  /** As answers have it and the store keeps it. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("observedGeneration", observedGeneration);
    tree.put("revision", revision.orElse(null));
    tree.put("attemptedRevision", attempted.orElse(null));
    tree.put("lastSync", lastSync.map(Instant::toString).orElse(null));
    tree.put("lastAttempt", lastAttempt.map(Instant::toString).orElse(null));
    tree.put("nextSync", nextSync.map(Instant::toString).orElse(null));
    tree.put("failures", failures);
    tree.put("files", files);
    tree.put("apps", apps);
    tree.put("kept", kept);
    tree.put(
        "conditions",
        Stream.concat(
                synced.stream().map(one -> one.tree("Synced")),
                stalled.stream().map(one -> one.tree("Stalled")))
            .toList());
    return tree;
  }

  boolean isSynced() {
    return synced.filter(condition -> condition.status() == Verdict.TRUE).isPresent();
  }

  /** Of the condition {@code Synced}; empty before the first sync. */
  String reason() {
    return synced.map(SourceCondition::reason).orElse("");
  }

  /** Of the condition {@code Synced}; empty before the first sync. */
  String message() {
    return synced.map(SourceCondition::message).orElse("");
  }
}
