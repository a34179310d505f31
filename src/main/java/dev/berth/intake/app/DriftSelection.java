package dev.berth.intake.app;

import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.status.DriftReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which of what has drifted somebody speaks of. */
public final class DriftSelection {
  private DriftSelection() {}

  /**
   * All of it, or what is at some paths; one that others continue after a dot stands for them all,
   * as in {@code drift.ignore}. A path where nothing differs is a mistake.
   */
  public static Validated<List<DriftReport>> of(List<DriftReport> drifted, List<String> paths) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (drifted.stream().noneMatch(drift -> isBelow(drift.path(), path))) {
        violations.add(
            new Violation("paths[" + i + "]", "nothing differs at `" + path + "`; " + at(drifted)));
      }
    }
    return violations.isEmpty()
        ? new Validated.Valid<>(
            drifted.stream()
                .filter(drift ->
                    paths.isEmpty() || paths.stream().anyMatch(path -> isBelow(drift.path(), path)))
                .toList())
        : new Validated.Invalid<>(violations);
  }

  private static boolean isBelow(String path, String chosen) {
    return path.equals(chosen) || path.startsWith(chosen + ".");
  }

  private static String at(List<DriftReport> drifted) {
    return drifted.isEmpty()
        ? "all is as declared"
        : "what does: "
            + String.join(
                ", ",
                drifted.stream()
                    .map(DriftReport::path)
                    .collect(Collectors.toCollection(TreeSet::new)));
  }
}
