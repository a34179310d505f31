package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.plan.Drift.Repair;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a container's limits can be changed while it runs: what {@code docker update} can. */
final class Limits {
  /** Those that can be lifted in place too; the engine takes 0 for no wish at all. */
  private static final Set<String> LIFTABLE =
      Set.of(ComparableSettings.PIDS, ComparableSettings.RESERVATION);

  private static final Set<String> UPDATABLE =
      Set.of(
          ComparableSettings.PIDS,
          ComparableSettings.RESERVATION,
          ComparableSettings.MEMORY,
          ComparableSettings.CPUS);

  private static final Set<RunOption> OPTIONS =
      Set.of(
          RunOption.CPU_SHARES,
          RunOption.CPU_PERIOD,
          RunOption.CPU_QUOTA,
          RunOption.CPUSET,
          RunOption.MEMSWAP_LIMIT);

  /** What says as much as nothing; the engine shows it, and it counts as nothing. */
  private static final Map<RunOption, String> LIFTED =
      Map.of(
          RunOption.CPU_SHARES, "1024",
          RunOption.CPU_PERIOD, "100000",
          RunOption.CPU_QUOTA, "-1");

  /** Swap without end is noted by the engine and not told to the kernel (seen on Engine 20.10). */
  private static final String UNLIMITED = "-1";

  private Limits() {}

  /** The smallest step that mends a setting. */
  static Repair repair(String path, String want) {
    boolean isBookedOnly = path.equals(RunOption.MEMSWAP_LIMIT.key()) && want.equals(UNLIMITED);
    boolean inPlace =
        (UPDATABLE.contains(path) && (!want.isEmpty() || LIFTABLE.contains(path)))
            || option(path).filter(o -> !want.isEmpty() || LIFTED.containsKey(o)).isPresent();
    return inPlace && !isBookedOnly ? Repair.UPDATE : Repair.RECREATE;
  }

  private static Optional<RunOption> option(String path) {
    return OPTIONS.stream().filter(option -> option.key().equals(path)).findFirst();
  }

  /**
   * Whether so much swap may be what nobody asked for: twice the memory, which is the engine's
   * choice, or whatever it is where memory is not limited; -1 is shown by engines that cannot count
   * swap.
   */
  static boolean isSilentSwap(ContainerSettings seen, String swap) {
    long memory = seen.resources().memoryBytes().orElse(0);
    return memory <= 0 || Set.of("0", UNLIMITED, Long.toString(2 * memory)).contains(swap);
  }

  /** The limits to be set: those declared, but for paths that are left as they are. */
  static Resources resources(Resources wanted, Resources seen, Set<String> left) {
    return new Resources(
        (left.contains(ComparableSettings.CPUS) ? seen : wanted).nanoCpus(),
        (left.contains(ComparableSettings.MEMORY) ? seen : wanted).memoryBytes(),
        (left.contains(ComparableSettings.RESERVATION) ? seen : wanted).memoryReservationBytes(),
        (left.contains(ComparableSettings.PIDS) ? seen : wanted).pids());
  }

  /** The options to be set beside the limits: those declared, and those to be lifted. */
  static RunOptions options(ContainerSettings wanted, List<Drift> drifts, Set<String> left) {
    RunOptions options = RunOptions.NONE;
    for (RunOption option : OPTIONS) {
      if (left.contains(option.key())) {
        continue;
      }
      Optional<Setting> declared = wanted.options().get(option);
      boolean differs = drifts.stream().anyMatch(drift -> drift.path().equals(option.key()));
      if (declared.isPresent()) {
        options = options.with(option, declared.get());
      } else if (differs && LIFTED.containsKey(option)) {
        options = options.with(option, new Setting.Text(LIFTED.getOrDefault(option, "")));
      }
    }
    return options;
  }
}
