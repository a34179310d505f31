package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source at one moment.
 *
 * @param confined all of it, contexts too
 * @param base the folder that holds the files, root or below
 * @param name what an app is called that bears the root folder's name
 * @param revision the commit, or a digest of the files
 * @param files those that may declare something, in the order of paths
 */
record SourceTree(
    ConfinedTree confined, Path base, String name, String revision, List<File> files) {

  /** What revisions of folders begin with. */
  static final String DIGEST = "sha256:";

  SourceTree {
    files = List.copyOf(files);
  }

  /** The folder on disk in which all of it lies. */
  Path root() {
    return confined.root();
  }

  /** Whether it is a folder as somebody keeps it; else it was written for one commit. */
  boolean isFolder() {
    return revision.startsWith(DIGEST);
  }

  /** As people write it: the first digits. */
  String shortRevision() {
    String digits = revision.replaceFirst("^" + DIGEST, "");
    return digits.substring(0, Math.min(12, digits.length()));
  }

  /**
   * A file that may declare something.
   *
   * @param path below the base, with {@code /}
   * @param fault why its text is not here
   */
  record File(String path, String text, Optional<FileError> fault) {

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Of the folder that holds it, inside the tree; empty for the root. */
    String folder() {
      return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
  }

  /** Where a source's tree comes from. */
  interface Origin {
    /** The tree as it is now. */
    SourceTree read() throws SourceException;
  }
}
