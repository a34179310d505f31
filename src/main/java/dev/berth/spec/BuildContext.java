package dev.berth.spec;

import java.util.SortedMap;

/** The files that a build may copy from. */
public sealed interface BuildContext {

  /**
   * A folder on Berth's machine.
   *
   * @param path as written; relative ones are resolved against the manifest's folder or the allowed
   *     roots
   */
  record Folder(String path) implements BuildContext {}

  /**
   * The whole context written in the manifest.
   *
   * @param files text by path inside the context
   */
  record Inline(SortedMap<String, String> files) implements BuildContext {
    public Inline {
      files = App.sorted(files);
    }
  }

  /**
   * A context that Berth keeps, which never changes.
   *
   * @param digest {@code sha256:…} over its content
   */
  record Stored(String digest) implements BuildContext {}
}
