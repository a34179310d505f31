package dev.berth.spec;

import java.util.HashSet;
import java.util.Set;

/**
 * What to do about containers that somebody has changed behind Berth's back. Containers that die or
 * are gone always come back: that is what keeping them running means.
 *
 * @param mode whether changes are undone, or only told
 * @param ignore paths that may differ, {@code environment.DEBUG}; one that others continue after a
 *     dot, {@code environment}, stands for them all
 * @param once paths that somebody wants mended this once, whatever the mode; no manifest says them
 */
public record DriftPolicy(Mode mode, Set<String> ignore, Set<String> once) {
  public static final DriftPolicy REPAIR = new DriftPolicy(Mode.REPAIR, Set.of());

  /** What happens to drift. */
  public enum Mode {
    REPAIR,
    REPORT
  }

  public DriftPolicy {
    ignore = Set.copyOf(ignore);
    once = Set.copyOf(once);
  }

  public DriftPolicy(Mode mode, Set<String> ignore) {
    this(mode, ignore, Set.of());
  }

  /** The same, with paths to be mended this once. */
  public DriftPolicy mending(Set<String> paths) {
    Set<String> all = new HashSet<>(once);
    all.addAll(paths);
    return new DriftPolicy(mode, ignore, all);
  }

  /** Whether what differs at a path is undone. */
  public boolean mends(String path) {
    return !ignores(path) && (mode == Mode.REPAIR || once.contains(path));
  }

  /** Whether a path may differ. */
  public boolean ignores(String path) {
    return ignore.stream().anyMatch(i -> path.equals(i) || path.startsWith(i + "."));
  }
}
