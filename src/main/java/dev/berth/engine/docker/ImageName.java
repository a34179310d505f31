package dev.berth.engine.docker;

/**
 * A reference in its parts.
 *
 * @param registry its host; {@code docker.io} where none is written
 * @param repository as written, with the host, without tag and digest
 * @param tag what comes behind the repository: a tag, a digest, {@code latest} where none is
 *     written
 */
record ImageName(String registry, String repository, String tag) {
  static final String HUB = "docker.io";

  static ImageName of(String reference) {
    int at = reference.indexOf('@');
    String named = at < 0 ? reference : reference.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean isTagged = colon > named.lastIndexOf('/');
    String repository = isTagged ? named.substring(0, colon) : named;
    String tag = isTagged ? named.substring(colon + 1) : "latest";
    return new ImageName(
        registryOf(repository), repository, at < 0 ? tag : reference.substring(at + 1));
  }

  /** A first part that looks like a host is one, as Docker has it. */
  private static String registryOf(String repository) {
    int slash = repository.indexOf('/');
    String first = slash < 0 ? "" : repository.substring(0, slash);
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    return isHost && !first.equals("index.docker.io") ? first : HUB;
  }

  boolean isPinned() {
    return tag.contains(":");
  }
}
