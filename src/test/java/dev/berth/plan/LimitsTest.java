package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.ContainerSettings;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of its limits a container is given while it runs, and what it is made anew for. */
class LimitsTest {
  private static ContainerSettings settings(Map<String, ?> limits) {
    Map<String, Object> service = new HashMap<>(limits);
    service.put("image", "x");
    World world = new World();
    world.settle(Samples.desired(Samples.app(Map.of("web", service))));
    return world.snapshot().of("web").getFirst().settings();
  }

  @ParameterizedTest
  @CsvSource({
    "deploy.resources.limits.memory, 5, UPDATE",
    "deploy.resources.limits.memory, '', RECREATE",
    "deploy.resources.limits.cpus, 5, UPDATE",
    "deploy.resources.limits.cpus, '', RECREATE",
    "deploy.resources.reservations.memory, '', UPDATE",
    "deploy.resources.limits.pids, '', UPDATE",
    "cpu_shares, 5, UPDATE",
    "cpu_shares, '', UPDATE",
    "cpu_quota, '', UPDATE",
    "cpuset, 0, UPDATE",
    "cpuset, '', RECREATE",
    "memswap_limit, 5, UPDATE",
    "memswap_limit, '', RECREATE",
    "memswap_limit, -1, RECREATE",
    "user, 5, RECREATE"
  })
  void theSmallestStep(String path, String want, Drift.Repair repair) {
    assertThat(Limits.repair(path, want)).isEqualTo(repair);
  }

  @Test
  void swapThatNobodyAskedForIsSilent() {
    ContainerSettings limited = settings(Map.of("mem_limit", "64m"));
    long memory = 64L << 20;
    assertThat(Limits.isSilentSwap(limited, Long.toString(2 * memory))).isTrue();
    assertThat(Limits.isSilentSwap(limited, "-1")).isTrue();
    assertThat(Limits.isSilentSwap(limited, "0")).isTrue();
    assertThat(Limits.isSilentSwap(limited, Long.toString(memory))).isFalse();
    assertThat(Limits.isSilentSwap(settings(Map.of()), "77")).as("memory is not limited").isTrue();
  }

  @Test
  void whatIsLeftStaysAsItIs() {
    Resources wanted =
        settings(Map.of("cpus", 1, "mem_limit", "64m", "mem_reservation", "32m", "pids_limit", 10))
            .resources();
    Resources seen =
        settings(Map.of("cpus", 2, "mem_limit", "65m", "mem_reservation", "33m", "pids_limit", 11))
            .resources();
    assertThat(Limits.resources(wanted, seen, Set.of())).isEqualTo(wanted);
    assertThat(
            Limits.resources(
                wanted,
                seen,
                Set.of(
                    ComparableSettings.CPUS,
                    ComparableSettings.MEMORY,
                    ComparableSettings.RESERVATION,
                    ComparableSettings.PIDS)))
        .isEqualTo(seen);
    assertThat(Limits.resources(wanted, seen, Set.of(ComparableSettings.CPUS)).nanoCpus())
        .isEqualTo(seen.nanoCpus());
    assertThat(Limits.resources(wanted, seen, Set.of(ComparableSettings.CPUS)).pids())
        .isEqualTo(wanted.pids());
  }

  @Test
  void whatIsDeclaredIsSetAndWhatDiffersIsLifted() {
    ContainerSettings wanted = settings(Map.of("cpu_shares", 512, "cpuset", "0"));
    List<Drift> drifts =
        List.of(
            new Drift("cpu_quota", "", "50000", Drift.Repair.UPDATE),
            new Drift("memswap_limit", "", "5", Drift.Repair.RECREATE));
    RunOptions options = Limits.options(wanted, drifts, Set.of("cpuset"));
    assertThat(options.text(RunOption.CPU_SHARES)).isEqualTo("512");
    assertThat(options.text(RunOption.CPU_QUOTA)).isEqualTo("-1");
    assertThat(options.settings().keySet())
        .containsExactlyInAnyOrder(RunOption.CPU_SHARES, RunOption.CPU_QUOTA);
  }
}
