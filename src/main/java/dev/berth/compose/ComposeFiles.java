package dev.berth.compose;

import dev.berth.spec.OwnKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells Compose files from manifests and from other YAML. */
public final class ComposeFiles {
  private static final Pattern NAMES =
      Pattern.compile("(docker-)?compose([.-][^/]*)?\\.ya?ml", Pattern.CASE_INSENSITIVE);

  /** Keys that a Compose file has nowhere at its top, and a manifest has. */
  private static final Set<String> OF_MANIFESTS =
      Set.of("apiVersion", "kind", "metadata", "spec", "state", "drift", "rollout");

  /** Keys that no service of a Compose file has. */
  private static final Set<String> OF_OUR_SERVICES =
      Stream.concat(
              Stream.of("rollout", "state", "drift"),
              Stream.of(OwnKey.values()).filter(k -> k.decided().isEmpty()).map(OwnKey::key))
          .collect(Collectors.toUnmodifiableSet());

  private ComposeFiles() {}

  /** What a file is. */
  public enum Kind {
    /** It bears the name of a Compose file, or its first document can only be one. */
    COMPOSE,
    /** Its first document can be both: several services, and nothing that only one of both has. */
    EITHER,
    /** Anything else. */
    OTHER
  }

  /** Whether a file bears a name that Docker Compose looks for, or one that is usual beside it. */
  public static boolean isNamed(String path) {
    return NAMES.matcher(Paths.name(path)).matches();
  }

  /** Judges by name, then by what stands in the text. */
  public static Kind kind(String path, String text) {
    Optional<Map<String, Object>> tree = first(text);
    boolean ours =
        tree.filter(t -> t.keySet().stream().anyMatch(OF_MANIFESTS::contains)).isPresent();
    if (isNamed(path) && !ours) {
      return Kind.COMPOSE;
    }
    if (tree.isEmpty() || ours) {
      return Kind.OTHER;
    }
    boolean lists = ComposeTrees.map(tree.get().get("services")).isPresent();
    boolean includes = ComposeTrees.list(tree.get().get("include")).isPresent();
    if (!lists && !includes) {
      return isOfParts(tree.get()) ? Kind.COMPOSE : Kind.OTHER;
    }
    if (ComposeTrees.map(tree.get(), "services").values().stream().anyMatch(ComposeFiles::isOurs)) {
      return Kind.OTHER;
    }
    return tree.get().containsKey("name") && lists ? Kind.EITHER : Kind.COMPOSE;
  }

  /** Volumes and networks alone: a manifest would have an image or a build. */
  private static boolean isOfParts(Map<String, Object> tree) {
    boolean declares =
        ComposeTrees.map(tree.get("volumes")).isPresent()
            || ComposeTrees.map(tree.get("networks")).isPresent();
    return declares && !tree.containsKey("image") && !tree.containsKey("build");
  }

  private static boolean isOurs(Object service) {
    return ComposeTrees.map(service)
        .filter(map -> map.keySet().stream().anyMatch(OF_OUR_SERVICES::contains))
        .isPresent();
  }

  private static Optional<Map<String, Object>> first(String text) {
    try {
      for (YamlNode document : YamlText.read(text)) {
        return ComposeTrees.map(TreeBuilder.build(document, new Problems()).tree());
      }
    } catch (YamlText.BrokenException e) {
      // Whoever reads it will tell.
    }
    return Optional.empty();
  }
}
