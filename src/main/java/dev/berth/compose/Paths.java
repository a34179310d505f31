package dev.berth.compose;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic of slash-separated paths; touches no file. */
final class Paths {
  private Paths() {}

  static boolean isAbsolute(String path) {
    return path.startsWith("/");
  }

  /** The shortest path that means the same; {@code .} for an empty one. */
  static String clean(String path) {
    boolean rooted = isAbsolute(path);
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      boolean canGoUp = !parts.isEmpty() && !parts.getLast().equals("..");
      if (!part.equals("..")) {
        parts.add(part);
      } else if (canGoUp) {
        parts.removeLast();
      } else if (!rooted) {
        parts.add(part);
      }
    }
    String joined = (rooted ? "/" : "") + String.join("/", parts);
    return joined.isEmpty() ? "." : joined;
  }

  static String join(String folder, String path) {
    if (folder.isEmpty()) {
      return path.isEmpty() ? "" : clean(path);
    }
    return path.isEmpty() ? clean(folder) : clean(folder + "/" + path);
  }

  /** A path as seen from a folder, unless it is absolute. */
  static String below(String folder, String path) {
    return isAbsolute(path) ? clean(path) : join(folder, path);
  }

  /** Whether a clean path is a folder or lies in it. */
  static boolean isBelow(String folder, String path) {
    String clean = clean(folder);
    return path.equals(clean) || path.startsWith(clean.equals("/") ? "/" : clean + "/");
  }

  static String parent(String path) {
    String clean = clean(path);
    int slash = clean.lastIndexOf('/');
    return slash > 0 ? clean.substring(0, slash) : slash == 0 ? "/" : ".";
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Absolute on Windows: a drive letter with a slash, or a share. */
  static boolean isWindowsAbsolute(String path) {
    boolean drive = path.length() > 2 && path.charAt(1) == ':' && isSeparator(path.charAt(2));
    boolean share = path.length() > 2 && isSeparator(path.charAt(0)) && isSeparator(path.charAt(1));
    return drive || share;
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }
}
