package dev.berth.gitops;

import dev.berth.spec.BoundHost;
import java.util.Map;
import java.util.Optional;

/**
 * Where syncs of a source are told, {@code commitStatus} and {@code notify}: what would be told to
 * nobody, without a word, is refused.
 */
final class SyncTargetFields {
  private static final String MARK = "commitStatus";
  private static final String NOTICE = "notify";

  private SyncTargetFields() {}

  /**
   * Refuses what cannot be meant; an empty map takes a target away, and is meant.
   *
   * @param read the source's tree, with what stays of it from before
   */
  static void check(SourceFields given, Map<String, Object> read) {
    given.below(MARK).ifPresent(mark -> mark(given, mark, read));
    given.below(NOTICE).ifPresent(notice -> notice(given, notice, read));
  }

  private static void mark(SourceFields given, SourceFields mark, Map<String, Object> read) {
    address(given, mark, MARK + ".api", "api");
    mark.text("provider")
        .filter(provider -> !CommitStatus.PROVIDERS.contains(provider))
        .ifPresent(provider -> given.refuse(MARK + ".provider", "must be github, gitlab or gitea"));
    if (mark.isEmpty()) {
      return;
    }
    if (read.containsKey("folder")) {
      given.refuse(MARK, "is for a url; a folder has no commits");
    }
    if (mark.text("provider").isEmpty()) {
      given.refuse(MARK + ".provider", "is missing: github, gitlab or gitea");
    }
    if (!has(read, MARK, "token")) {
      given.refuse(MARK + ".token", "is missing: one that may write states of commits");
    }
  }

  private static void notice(SourceFields given, SourceFields notice, Map<String, Object> read) {
    address(given, notice, NOTICE + ".url", "url");
    if (!notice.isEmpty() && !has(read, NOTICE, "url")) {
      given.refuse(NOTICE + ".url", "is missing: where syncs are to be told");
    }
  }

  private static void address(SourceFields given, SourceFields below, String path, String key) {
    below
        .text(key)
        .filter(address -> !address.matches("https?://.*") || BoundHost.of(address).isEmpty())
        .ifPresent(address -> given.refuse(path, "must be https://HOST[:PORT]/…"));
  }

  private static boolean has(Map<String, Object> read, String map, String key) {
    return Optional.ofNullable(read.get(map))
        .flatMap(SourceFields::map)
        .filter(found -> found.containsKey(key))
        .isPresent();
  }
}
