package dev.berth.image.context;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Where entries of a context may lie, and where links in it may lead. */
final class ContextPaths {
  /** No path of Linux is longer ({@code PATH_MAX}). */
  static final int LONGEST = 4096;

  private ContextPaths() {}

  /** A path as it is kept: without {@code .} parts; empty for the context itself. */
  static String inside(String written) throws ContextException {
    checkLength(written);
    List<String> parts = new ArrayList<>();
    for (String part : written.split("/", -1)) {
      if (part.equals("..")) {
        throw new ContextException("entry `" + written + "` leads out of the context");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (written.startsWith("/")) {
      throw new ContextException("entry `" + written + "` has an absolute path");
    }
    if (written.indexOf('\0') >= 0) {
      throw new ContextException("an entry has a zero byte in its name");
    }
    return String.join("/", parts);
  }

  private static void checkLength(String path) throws ContextException {
    if (path.length() > LONGEST) {
      throw new ContextException(
          "an entry has a name of "
              + path.length()
              + " letters, "
              + LONGEST
              + " may be: `"
              + path.substring(0, 40)
              + "…`");
    }
  }

  /** Refuses a link that leads out of the context. */
  static void checkLink(String path, String target) throws ContextException {
    checkLength(target);
    int depth = path.split("/", -1).length - 1;
    boolean leaves = target.startsWith("/") || target.isEmpty();
    for (String part : target.split("/", -1)) {
      if (part.equals("..")) {
        depth--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        depth++;
      }
      leaves |= depth < 0;
    }
    if (leaves) {
      throw new ContextException(
          "link `"
              + path
              + "` leads to `"
              + target
              + "`, out of the context; leave it out with .dockerignore");
    }
  }

  /** Refuses entries that lie behind a link: what they are depends on where it leads. */
  static void checkParents(SortedMap<String, ContextFile> files) throws ContextException {
    for (String path : files.keySet()) {
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        if (files.get(path.substring(0, slash)) instanceof ContextFile.Link) {
          throw new ContextException(
              "entry `" + path + "` lies behind the link `" + path.substring(0, slash) + "`");
        }
      }
    }
  }
}
