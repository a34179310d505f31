package dev.berth.compose;

import java.util.Map;
import java.util.Optional;

/** The files around a Compose file: a folder on disk, or an uploaded one in memory. */
@FunctionalInterface
public interface ProjectFiles {

  /** What is found at a path. */
  sealed interface Entry {}

  /** A file, as text. */
  record File(String text) implements Entry {}

  /** A folder. */
  record Folder() implements Entry {}

  /** There is nothing. */
  record Missing() implements Entry {}

  /**
   * There is something that may not or cannot be read.
   *
   * @param reason in words for the user
   */
  record Unreadable(String reason) implements Entry {}

  /** The folder out of which no relative path may lead; empty where all may lead anywhere. */
  default Optional<String> bound() {
    return Optional.empty();
  }

  /** The same files, with relative paths that stay below a folder. */
  static ProjectFiles within(String folder, ProjectFiles files) {
    return new ProjectFiles() {
      @Override
      public Entry look(String path) {
        return files.look(path);
      }

      @Override
      public Optional<String> bound() {
        return Optional.of(folder);
      }
    };
  }

  /** Looks at an absolute path, in which neither {@code .} nor {@code ..} is left; never fails. */
  Entry look(String path);

  /**
   * Files in memory.
   *
   * @param texts contents by absolute path
   */
  static ProjectFiles of(Map<String, String> texts) {
    Map<String, String> kept = Map.copyOf(texts);
    return path -> {
      String text = kept.get(path);
      if (text != null) {
        return new File(text);
      }
      String folder = path.endsWith("/") ? path : path + "/";
      boolean above = kept.keySet().stream().anyMatch(file -> file.startsWith(folder));
      return above ? new Folder() : new Missing();
    };
  }
}
