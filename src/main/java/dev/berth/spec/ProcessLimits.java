package dev.berth.spec;

import java.util.Set;

/** Limits of a process by their names, as {@code getrlimit(2)} has them without the front. */
public final class ProcessLimits {
  /** Those that take nothing of others. */
  public static final Set<String> HARMLESS =
      Set.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nofile",
          "nproc",
          "rss",
          "rttime",
          "sigpending",
          "stack");

  /** Those that let a process go before all others. */
  private static final Set<String> AHEAD = Set.of("nice", "rtprio");

  private ProcessLimits() {}

  /** Whether there is such a limit. */
  public static boolean isOne(String name) {
    return HARMLESS.contains(name) || AHEAD.contains(name);
  }
}
