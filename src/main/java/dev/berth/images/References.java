package dev.berth.images;

/** Compares names of images. */
final class References {
  private References() {}

  /**
   * Whether two names may mean one image. Engines spell a name in several ways ({@code redis},
   * {@code docker.io/library/redis:7}), so only the last part counts, without tag and digest: a
   * false yes costs one question more.
   */
  static boolean areAlike(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String reference) {
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return name.split("[@:]", 2)[0];
  }

  /** Whether two names are one, however they are spelt. */
  static boolean areEqual(String one, String other) {
    return full(one).equals(full(other));
  }

  private static String full(String reference) {
    String name = reference.replaceFirst("^(?:index\\.)?docker\\.io/", "");
    name = name.replaceFirst("^library/", "");
    boolean isTagged = name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/');
    return isTagged ? name : name + ":latest";
  }

  static String withoutDigest(String reference) {
    int at = reference.indexOf('@');
    return at < 0 ? reference : reference.substring(0, at);
  }
}
