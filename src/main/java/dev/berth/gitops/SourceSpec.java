package dev.berth.gitops;

import dev.berth.state.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a source is to be, as stored.
 *
 * @param folder on Berth's machine; either this or {@code url} is there
 * @param ref branch, tag, commit or full name; empty for what the repository itself points to
 * @param path of the folder inside the repository or folder, empty for all of it
 * @param credentials by name, what is secret sealed
 * @param credentialsName of the Secret that holds them instead
 * @param webhookSecret sealed
 * @param prune whether apps that are gone from the files are deleted
 * @param allowEmpty whether a tree may lose over half of its apps
 * @param notification where outcomes are told, what is secret sealed
 * @param commitStatus where commits are marked, what is secret sealed
 */
record SourceSpec(
    Optional<String> folder,
    Optional<String> url,
    Optional<String> ref,
    String path,
    Map<String, String> credentials,
    Optional<String> credentialsName,
    Optional<String> webhookSecret,
    Duration interval,
    boolean prune,
    boolean suspend,
    boolean allowEmpty,
    Map<String, String> notification,
    Map<String, String> commitStatus) {

  SourceSpec {
    credentials = Map.copyOf(credentials);
    notification = Map.copyOf(notification);
    commitStatus = Map.copyOf(commitStatus);
  }

  /** As {@link SourceReader} has written it. */
  static SourceSpec of(Resource resource) {
    Map<String, Object> tree = resource.spec();
    return new SourceSpec(
        text(tree, "folder"),
        text(tree, "url"),
        text(tree, "ref"),
        text(tree, "path").orElse(""),
        texts(tree, "credentials"),
        text(tree, "credentials"),
        text(tree, "webhookSecret"),
        text(tree, "interval").flatMap(SourceFields::time).orElse(SourceReader.SELDOM),
        Boolean.TRUE.equals(tree.get("prune")),
        Boolean.TRUE.equals(tree.get("suspend")),
        Boolean.TRUE.equals(tree.get("allowEmpty")),
        texts(tree, "notify"),
        texts(tree, "commitStatus"));
  }

  private static Optional<String> text(Map<String, Object> tree, String key) {
    return tree.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Map<String, String> texts(Map<String, Object> tree, String key) {
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    Optional.ofNullable(tree.get(key))
        .flatMap(SourceFields::map)
        .ifPresent(map -> map.forEach((k, v) -> texts.put(k, String.valueOf(v))));
    return texts;
  }
}
