package dev.berth.spec;

import java.util.Set;

/**
 * What to do about containers that somebody has changed behind Berth's back. Containers that die or
 * are gone always come back: that is what keeping them running means.
 *
 * @param mode whether changes are undone, or only told
 * @param ignore paths that may differ, {@code environment.DEBUG}; one that others continue after a
 *     dot, {@code environment}, stands for them all
 */
public record DriftPolicy(Mode mode, Set<String> ignore) {
  public static final DriftPolicy REPAIR = new DriftPolicy(Mode.REPAIR, Set.of());

  /** What happens to drift. */
  public enum Mode {
    REPAIR,
    REPORT
  }

  public DriftPolicy {
    ignore = Set.copyOf(ignore);
  }

  /** Whether a path may differ. */
  public boolean ignores(String path) {
    return ignore.stream().anyMatch(i -> path.equals(i) || path.startsWith(i + "."));
  }
}
