package dev.berth.spec;

import java.util.Optional;

/**
 * A file of the app that a container finds in its file system: a secret or a config.
 *
 * @param kind which of the app's lists holds it
 * @param source its name there
 * @param target absolute path in the container, or a name below {@code /run/secrets} for secrets
 *     and the root for configs; the source's name where absent
 * @param mode permission bits; readable by all where absent
 */
public record GivenFile(
    Kind kind,
    String source,
    Optional<String> target,
    Optional<Integer> uid,
    Optional<Integer> gid,
    Optional<Integer> mode) {

  /** Whose list it is from. */
  public enum Kind {
    SECRET("secrets", "/run/secrets/"),
    CONFIG("configs", "/");

    private final String key;
    private final String folder;

    Kind(String key, String folder) {
      this.key = key;
      this.folder = folder;
    }

    /** As manifests call the list. */
    public String key() {
      return key;
    }
  }

  /** Permission bits of files of which none are said: what Docker Compose gives them. */
  public static final int DEFAULT_MODE = 0444;

  /** Where it stands in the container. */
  public String path() {
    String named = target.orElse(source);
    return named.startsWith("/") ? named : kind.folder + named;
  }
}
