package dev.berth.spec;

/** Where the text of a secret or a config comes from. */
public sealed interface FileSource {

  /** A file of Berth's machine, mounted. */
  record OfHost(String path) implements FileSource {}

  /** Text that stands in the manifest. Never shown of a secret. */
  record Inline(String content) implements FileSource {
    /** What answers show in place of a secret; written back it means the one that is there. */
    public static final Inline HIDDEN = new Inline("(hidden)");

    @Override
    public String toString() {
      return "Inline[" + content.length() + " characters]";
    }
  }

  /**
   * One that Berth keeps beside the apps.
   *
   * @param name of the secret
   * @param digest keyed digest of its value as it is now; empty until {@code Secrets.stamped} gives
   *     it
   */
  record Kept(String name, String digest) implements FileSource {
    /** Whatever its value is. */
    public Kept(String name) {
      this(name, "");
    }
  }
}
