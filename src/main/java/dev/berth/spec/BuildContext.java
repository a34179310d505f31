package dev.berth.spec;

import java.util.Optional;
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

  /**
   * A commit of a Git repository.
   *
   * @param url of the repository, without credentials
   * @param ref branch, tag or commit; the repository's own choice where absent
   * @param folder inside the repository
   */
  record Git(String url, Optional<String> ref, Optional<String> folder) implements BuildContext {

    /** Whether it is read with a key. */
    public boolean isOverSsh() {
      return !url.matches("https?://.*");
    }

    /** As it is written: {@code https://host/name.git#ref:folder}. */
    @Override
    public String toString() {
      String part = ref.orElse("") + folder.map(path -> ":" + path).orElse("");
      return part.isEmpty() ? url : url + "#" + part;
    }
  }
}
