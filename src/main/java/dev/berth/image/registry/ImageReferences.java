package dev.berth.image.registry;

/** Names of images: compared, and taken apart. */
public final class ImageReferences {
  static final String HUB = "docker.io";

  private ImageReferences() {}

  /** Host of the registry that a name is of: {@code docker.io} where none is written. */
  public static String registry(String reference) {
    String host = host(reference);
    return host.isEmpty() || host.equals("index.docker.io") ? HUB : host;
  }

  /** A first part that looks like a host is one, as Docker has it; empty where there is none. */
  static String host(String reference) {
    int slash = reference.indexOf('/');
    String first = slash < 0 ? "" : reference.substring(0, slash);
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    return isHost ? first : "";
  }

  /**
   * Whether two names may mean one image. Engines spell a name in several ways ({@code redis},
   * {@code docker.io/library/redis:7}), so only the last part counts, without tag and digest: a
   * false yes costs one question more.
   */
  public static boolean areAlike(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String reference) {
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return name.split("[@:]", 2)[0];
  }

  /** Whether two names are one, however they are spelt. */
  public static boolean areEqual(String one, String other) {
    return tagged(one).equals(tagged(other));
  }

  /** With the tag that counts where none is written; the hub's own host goes. */
  public static String tagged(String reference) {
    String name = reference.replaceFirst("^(?:index\\.)?docker\\.io/", "");
    name = name.replaceFirst("^library/", "");
    boolean isTagged = name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/');
    return isTagged ? name : name + ":latest";
  }

  /** A name without tag and digest, spelt as it is compared. */
  public static String repository(String reference) {
    String name = withoutDigest(tagged(reference));
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
  }

  public static String withoutDigest(String reference) {
    int at = reference.indexOf('@');
    return at < 0 ? reference : reference.substring(0, at);
  }
}
