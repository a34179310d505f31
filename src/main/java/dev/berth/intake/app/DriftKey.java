package dev.berth.intake.app;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of a service that a path of drift is about, where one text says all of it.
 *
 * @param above keys above it
 */
record DriftKey(List<String> above, String last, Form form) {
  private static final Set<String> TEXTS =
      Set.of(
          "user",
          "working_dir",
          "stop_signal",
          "stop_grace_period",
          "hostname",
          "restart",
          "cpuset",
          "pid",
          "ipc");
  private static final Set<String> FLAGS = Set.of("init", "read_only", "tty");
  private static final Set<String> NUMBERS =
      Set.of("cpu_shares", "cpu_period", "cpu_quota", "memswap_limit", "shm_size", "oom_score_adj");
  private static final Map<String, DriftKey> LIMITS =
      Map.of(
          "deploy.resources.limits.memory", new DriftKey("mem_limit", Form.NUMBER),
          "deploy.resources.limits.cpus", new DriftKey("cpus", Form.NANOS),
          "deploy.resources.limits.pids", new DriftKey("pids_limit", Form.NUMBER),
          "deploy.resources.reservations.memory", new DriftKey("mem_reservation", Form.NUMBER));

  /** Behind these, everything is one key. */
  private static final List<String> MAPS = List.of("environment", "labels");

  /** How drift tells an empty value: an empty text is none at all. */
  private static final String EMPTY = "\"\"";

  enum Form {
    TEXT,
    FLAG,
    NUMBER,
    NANOS
  }

  private DriftKey(String last, Form form) {
    this(List.of(), last, form);
  }

  static Optional<DriftKey> of(String path) {
    for (String map : MAPS) {
      if (path.startsWith(map + ".")) {
        return Optional.of(new DriftKey(List.of(map), path.substring(map.length() + 1), Form.TEXT));
      }
    }
    if (TEXTS.contains(path)) {
      return Optional.of(new DriftKey(path, Form.TEXT));
    }
    if (FLAGS.contains(path)) {
      return Optional.of(new DriftKey(path, Form.FLAG));
    }
    return NUMBERS.contains(path)
        ? Optional.of(new DriftKey(path, Form.NUMBER))
        : Optional.ofNullable(LIMITS.get(path));
  }

  /** Whether drift tells something in place of the value. */
  static boolean isHidden(String have) {
    return have.contains("(hidden)") || have.equals("(unset)") || have.startsWith("(secret ");
  }

  /** As manifests have it; nothing takes the key away. */
  @Nullable Object value(String have) {
    if (have.isEmpty()) {
      return null;
    }
    return switch (form) {
      case TEXT -> have.equals(EMPTY) ? "" : have;
      case FLAG -> Boolean.valueOf(have);
      case NUMBER -> Long.valueOf(have);
      case NANOS ->
          BigDecimal.valueOf(Long.parseLong(have), 9).stripTrailingZeros().toPlainString();
    };
  }
}
