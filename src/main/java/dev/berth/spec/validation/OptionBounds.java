package dev.berth.spec.validation;

import dev.berth.spec.ProcessLimits;
import dev.berth.spec.Resources;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Numbers that no engine takes, as {@link OptionValues}: alone, or beside another number. */
final class OptionBounds {
  private record Range(long least, long most) {}

  private static final SortedMap<RunOption, Range> RANGES =
      new TreeMap<>(
          Map.of(
              RunOption.CPU_COUNT, new Range(0, Long.MAX_VALUE),
              RunOption.CPU_PERCENT, new Range(0, 100),
              RunOption.CPU_PERIOD, new Range(1_000, 1_000_000),
              RunOption.CPU_SHARES, new Range(2, 262_144),
              RunOption.MEM_SWAPPINESS, new Range(-1, 100),
              RunOption.OOM_SCORE_ADJ, new Range(-1_000, 1_000),
              RunOption.SHM_SIZE, new Range(0, Long.MAX_VALUE)));

  private static final int LEAST_QUOTA = 1_000;
  private static final int LEAST_WEIGHT = 10;

  private final Service service;
  private final RunOptions options;
  private final BiConsumer<String, String> found;

  OptionBounds(Service service, BiConsumer<String, String> found) {
    this.service = service;
    this.options = service.options();
    this.found = found;
  }

  void check() {
    RANGES.forEach(this::range);
    processors();
    memory();
    limits();
    weights();
  }

  private Optional<Long> number(RunOption option) {
    return options.get(option).map(Setting::text).map(Long::valueOf);
  }

  private void range(RunOption option, Range range) {
    number(option)
        .filter(n -> n < range.least || n > range.most)
        .ifPresent(n -> {
          String bound =
              range.most == Long.MAX_VALUE
                  ? "at least " + range.least
                  : "from " + range.least + " to " + range.most;
          found.accept(option.key(), "must be " + bound + ", was " + n);
        });
  }

  private void processors() {
    number(RunOption.CPU_QUOTA)
        .filter(n -> n != -1 && n < LEAST_QUOTA)
        .ifPresent(n ->
            found.accept("cpu_quota", "must be at least 1ms, or -1 for no limit, was " + n + "us"));
    if (service.resources().nanoCpus().isPresent()) {
      for (RunOption other : List.of(RunOption.CPU_PERIOD, RunOption.CPU_QUOTA)) {
        number(other)
            .ifPresent(n ->
                found.accept(other.key(), "says what cpus says as well; leave one of them out"));
      }
    }
    Optional<Long> period = number(RunOption.CPU_RT_PERIOD);
    number(RunOption.CPU_RT_RUNTIME)
        .filter(n -> period.filter(of -> n > of).isPresent())
        .ifPresent(
            n -> found.accept("cpu_rt_runtime", "must be at most cpu_rt_period, was " + n + "us"));
  }

  private void memory() {
    Resources resources = service.resources();
    long most = resources.memoryBytes().orElse(0);
    number(RunOption.MEMSWAP_LIMIT)
        .filter(n -> n > 0)
        .ifPresent(n -> {
          if (most == 0) {
            found.accept("memswap_limit", "is memory and swap together: set mem_limit as well");
          } else if (n < most) {
            found.accept(
                "memswap_limit",
                "is memory and swap together: at least mem_limit, " + most + " bytes, was " + n);
          }
        });
    resources.memoryReservationBytes().ifPresent(bytes -> reservation(bytes, most));
  }

  private void reservation(long bytes, long most) {
    if (bytes < ServiceRules.LEAST_MEMORY) {
      found.accept("mem_reservation", "must be at least 6m, was " + bytes + " bytes");
    } else if (most > 0 && bytes > most) {
      found.accept(
          "mem_reservation",
          "must be at most mem_limit, " + most + " bytes, was " + bytes + " bytes");
    }
  }

  private void limits() {
    options
        .pairs(RunOption.ULIMITS)
        .forEach((name, limit) -> {
          long soft = Long.parseLong(limit.substring(0, limit.indexOf(':')));
          long hard = Long.parseLong(limit.substring(limit.indexOf(':') + 1));
          if (!ProcessLimits.isOne(
              name.toLowerCase(Locale.ROOT))) { // Engines take capitals as well.
            found.accept("ulimits." + name, "is no limit of a process; nofile and nproc are two");
          } else if (hard >= 0 && (soft > hard || soft < 0)) {
            found.accept("ulimits." + name, "soft must be at most hard, was " + limit);
          }
        });
  }

  private void weights() {
    options
        .pairs(RunOption.BLKIO)
        .forEach((name, value) -> {
          if (name.startsWith("weight") && isTooLight(Long.parseLong(value))) {
            found.accept("blkio_config", name + " must be from 10 to 1000, was " + value);
          }
        });
  }

  /** Zero is no weight of its own. */
  private static boolean isTooLight(long weight) {
    return weight > 0 && weight < LEAST_WEIGHT;
  }
}
