package dev.berth.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words by which a container or a build says whose namespaces it has. */
public final class Namespaces {
  /** The machine's own. */
  public static final String HOST = "host";

  /** Those that stay inside, by key; every other word counts as the machine's. */
  private static final Map<String, Set<String>> INSIDE =
      Map.of(
          "pid", Set.of("private"),
          "ipc", Set.of("none", "private", "shareable"),
          "uts", Set.of("private"),
          "cgroup", Set.of("private"),
          "userns_mode", Set.of("private"),
          "build.network", Set.of("none", "default"));

  /** The keys by which the namespace of a service or of a container may be named. */
  private static final Set<String> SHARING = Set.of("pid", "ipc", "network_mode");

  private static final Pattern OTHER = Pattern.compile("(?:service|container):[^\\s:]+");

  /** As networks are called on engines. */
  private static final Pattern NETWORK = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  private Namespaces() {}

  /** A word as it is meant: spaces and capitals make no other namespace of {@code host}. */
  public static String word(String text) {
    return isHost(text) ? HOST : text;
  }

  public static boolean isHost(String text) {
    return text.strip().toLowerCase(Locale.ROOT).equals(HOST);
  }

  /** Whether a word leaves the container's own namespaces, or those of another container. */
  public static boolean leavesInside(String key, String word) {
    if (word.isEmpty() || (SHARING.contains(key) && OTHER.matcher(word).matches())) {
      return false;
    }
    Set<String> inside = INSIDE.get(key);
    return inside == null
        ? isHost(word) || !NETWORK.matcher(word).matches()
        : !inside.contains(word);
  }
}
