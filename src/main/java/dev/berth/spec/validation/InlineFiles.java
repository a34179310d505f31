package dev.berth.spec.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The paths of a context that is written in a manifest: what they must be to lie side by side. */
final class InlineFiles {
  private final List<String> wrong = new ArrayList<>();
  private final SortedMap<String, String> written = new TreeMap<>();

  private InlineFiles() {}

  /** All that is wrong, in words for people that name the paths. */
  static List<String> wrong(Collection<String> paths) {
    InlineFiles files = new InlineFiles();
    paths.forEach(files::add);
    files.written.keySet().forEach(files::checkFolders);
    return List.copyOf(files.wrong);
  }

  private void add(String path) {
    String normal = normal(path);
    if (!staysInside(path) || normal.isEmpty()) {
      wrong.add("`" + path + "` must be a path inside the context");
      return;
    }
    String other = written.putIfAbsent(normal, path);
    if (other != null) {
      wrong.add("`" + other + "` and `" + path + "` are the same file: remove one");
    }
  }

  /** What has something below it is a folder. */
  private void checkFolders(String normal) {
    for (int slash = normal.indexOf('/'); slash > 0; slash = normal.indexOf('/', slash + 1)) {
      String folder = written.get(normal.substring(0, slash));
      if (folder != null) {
        wrong.add(
            "`"
                + folder
                + "` is a file, and a folder for `"
                + written.get(normal)
                + "`: rename one of them");
      }
    }
  }

  private static String normal(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .collect(Collectors.joining("/"));
  }

  static boolean staysInside(String path) {
    return !path.isBlank()
        && !path.startsWith("/")
        && Arrays.stream(path.split("/", -1)).noneMatch(part -> part.equals(".."));
  }
}
