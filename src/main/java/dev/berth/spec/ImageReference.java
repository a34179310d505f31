package dev.berth.spec;

import java.util.Locale;
import java.util.Set;

/**
 * The name of an image, in the one spelling by which names are compared.
 *
 * @param host of its registry, {@code docker.io} for the hub
 * @param path of its repository there, {@code library/redis}
 * @param tag {@code latest} where none is written
 * @param digest {@code sha256:…}, or nothing
 */
public record ImageReference(String host, String path, String tag, String digest) {
  /** The registry of names that tell none. */
  public static final String HUB = "docker.io";

  private static final Set<String> HUBS = Set.of(HUB, "index.docker.io");
  private static final String OFFICIAL = "library/";

  /** Reads a name as Docker does; one that is no name comes to something that equals no other. */
  public static ImageReference of(String written) {
    String text = written.strip();
    int at = text.indexOf('@');
    String digest = at < 0 ? "" : text.substring(at + 1);
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.lastIndexOf(':');
    boolean isTagged = colon > name.lastIndexOf('/');
    String tag = isTagged ? name.substring(colon + 1) : "latest";
    String repository = isTagged ? name.substring(0, colon) : name;
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean isHost =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    String host = isHost && !HUBS.contains(first) ? first : HUB;
    String path = isHost ? repository.substring(slash + 1) : repository;
    return new ImageReference(
        host, host.equals(HUB) && path.indexOf('/') < 0 ? OFFICIAL + path : path, tag, digest);
  }

  /** Whether it is one of those that the hub itself keeps, {@code redis}: anybody may have them. */
  public boolean isOfficial() {
    return host.equals(HUB) && path.startsWith(OFFICIAL);
  }

  /** Whether a text may be taken for the id of an image, or the beginning of one. */
  public static boolean mayBeId(String written) {
    return written.strip().matches("(?i)(?:sha256:.*|[0-9a-f]{1,64})");
  }

  /** Whether both names mean one image; a digest may mean each tag of its repository. */
  public boolean isSame(ImageReference other) {
    boolean sameTag = tag.equals(other.tag) || !digest.isEmpty() || !other.digest.isEmpty();
    return host.equals(other.host) && path.equals(other.path) && sameTag;
  }

  /** Without tag and digest, the hub's host and {@code library/} left out. */
  public String repository() {
    String familiar = isOfficial() ? path.substring(OFFICIAL.length()) : path;
    return host.equals(HUB) ? familiar : host + "/" + path;
  }
}
