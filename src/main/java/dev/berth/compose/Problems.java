package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a project and what is merely odd, each once. */
final class Problems {
  private static final int MOST = 1000;

  final SourceLines lines = new SourceLines();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  void add(TreePath path, String message) {
    SourceLines.Place place = lines.find(path);
    if (problems.size() < MOST) {
      problems.add(new Problem(place.file(), place.line(), path.toString(), message));
    }
  }

  void add(String file, int line, String message) {
    if (problems.size() < MOST) {
      problems.add(new Problem(file, line, "", message));
    }
  }

  void warn(String message) {
    if (warnings.size() < MOST) {
      warnings.add(message);
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<Problem> all() {
    return new ArrayList<>(problems);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
