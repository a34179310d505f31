package dev.berth.engine.docker;

import com.github.dockerjava.api.command.UpdateContainerCmd;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import java.util.function.Consumer;

/** Writes limits that change while a container runs. */
final class Updates {
  private Updates() {}

  /**
   * The engine refuses more memory than it has set for memory and swap: twice as much, by default.
   */
  static UpdateContainerCmd write(
      UpdateContainerCmd command, Resources limits, RunOptions options) {
    limits.nanoCpus().ifPresent(command::withNanoCPUs);
    limits.memoryBytes().ifPresent(bytes -> command.withMemory(bytes).withMemorySwap(2 * bytes));
    number(options, RunOption.MEMSWAP_LIMIT, command::withMemorySwap);
    number(options, RunOption.CPU_SHARES, shares -> command.withCpuShares((int) (long) shares));
    number(options, RunOption.CPU_PERIOD, command::withCpuPeriod);
    number(options, RunOption.CPU_QUOTA, command::withCpuQuota);
    options.get(RunOption.CPUSET).ifPresent(set -> command.withCpusetCpus(set.text()));
    return command
        .withMemoryReservation(limits.memoryReservationBytes().orElse(-1))
        .withPidsLimit(limits.pids().orElse(0) > 0 ? limits.pids().orElse(0) : -1);
  }

  private static void number(RunOptions options, RunOption option, Consumer<Long> setter) {
    options.get(option).ifPresent(setting -> setter.accept(Long.valueOf(setting.text())));
  }
}
