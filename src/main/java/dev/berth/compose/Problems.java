package dev.berth.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects what is wrong with a project and what is merely odd, each once. */
final class Problems {
  private static final int MOST = 1000;

  final SourceLines lines = new SourceLines();
  final Budget budget = new Budget();
  private final Set<ComposeProblem> problems = new LinkedHashSet<>();
  private final Map<String, Set<String>> unset = new HashMap<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  void add(TreePath path, String message) {
    if (!isFull()) {
      SourceLines.Place place = lines.find(path);
      problems.add(new ComposeProblem(place.file(), place.line(), path.toString(), message));
    }
  }

  void add(String file, int line, String message) {
    if (!isFull()) {
      problems.add(new ComposeProblem(file, line, "", message));
    }
  }

  /** Notes that a value uses a variable that has none. */
  void unset(TreePath path, String name) {
    unset.computeIfAbsent(path.toString(), unused -> new TreeSet<>()).add(name);
  }

  /** The variables without a value that a value uses. */
  Set<String> unset(String path) {
    return unset.getOrDefault(path, Set.of());
  }

  void warn(String message) {
    if (warnings.size() < MOST) {
      warnings.add(message);
    }
  }

  /** Nobody reads more; what is slow to find need not be looked for. */
  boolean isFull() {
    return problems.size() >= MOST;
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** By file and line. */
  List<ComposeProblem> all() {
    List<ComposeProblem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(ComposeProblem::file).thenComparingInt(ComposeProblem::line));
    return sorted;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
