package dev.berth.gitops;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a source is to be, as stored.
 *
 * @param folder on Berth's machine; either this or {@code url} is there
 * @param ref branch, tag, commit or full name; empty for what the repository itself points to
 * @param path of the folder inside the repository or folder, empty for all of it
 * @param login its secrets sealed
 * @param loginSecret the Secret that holds them instead
 * @param webhookSecret sealed
 * @param prune whether apps that are gone from the files are deleted
 * @param allowEmpty whether a tree may lose over half of its apps
 * @param notification where outcomes are told
 * @param commitMark where commits are marked
 */
record SourceSpec(
    Optional<String> folder,
    Optional<String> url,
    Optional<String> ref,
    String path,
    SourceLogin login,
    Optional<String> loginSecret,
    Optional<String> webhookSecret,
    Duration interval,
    boolean prune,
    boolean suspend,
    boolean allowEmpty,
    Optional<Notification> notification,
    Optional<CommitMark> commitMark) {

  /**
   * Whom outcomes are told.
   *
   * @param url sealed, for it may hold a secret
   * @param secret that notices are signed with, sealed
   */
  record Notification(String url, Optional<String> secret) {}

  /**
   * The server that commits are marked at.
   *
   * @param api its address; without it, it follows from the repository's own
   * @param token sealed
   */
  record CommitMark(String provider, Optional<String> api, String token) {}

  /** As {@link SourceReader} has written it. */
  static SourceSpec of(Map<String, Object> tree) {
    return new SourceSpec(
        text(tree, "folder"),
        text(tree, "url"),
        text(tree, "ref"),
        text(tree, "path").orElse(""),
        SourceLogin.of(part -> text(below(tree, "credentials"), part)),
        text(tree, "credentials"),
        text(tree, "webhookSecret"),
        text(tree, "interval").flatMap(SourceFields::time).orElse(SourceReader.SELDOM),
        Boolean.TRUE.equals(tree.get("prune")),
        Boolean.TRUE.equals(tree.get("suspend")),
        Boolean.TRUE.equals(tree.get("allowEmpty")),
        notification(below(tree, "notify")),
        commitMark(below(tree, "commitStatus")));
  }

  private static Optional<Notification> notification(Map<String, Object> tree) {
    return text(tree, "url").map(url -> new Notification(url, text(tree, "secret")));
  }

  private static Optional<CommitMark> commitMark(Map<String, Object> tree) {
    return text(tree, "provider")
        .flatMap(provider ->
            text(tree, "token").map(token -> new CommitMark(provider, text(tree, "api"), token)));
  }

  private static Optional<String> text(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Map<String, Object> below(Map<String, Object> tree, String key) {
    return Optional.ofNullable(tree.get(key)).flatMap(SourceFields::map).orElse(Map.of());
  }
}
