package dev.berth.spec;

/** Where the text of a secret or a config comes from. */
public sealed interface FileSource {

  /** A file of Berth's machine, mounted. */
  record OfHost(String path) implements FileSource {}

  /** Text that stands in the manifest. Never shown of a secret. */
  record Inline(String content) implements FileSource {
    @Override
    public String toString() {
      return "Inline[" + content.length() + " characters]";
    }
  }

  /**
   * One that Berth keeps beside the apps.
   *
   * @param name as it was put there
   */
  record Kept(String name) implements FileSource {}
}
