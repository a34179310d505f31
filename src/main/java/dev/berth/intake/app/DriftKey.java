package dev.berth.intake.app;

import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
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
          OwnKey.USER.key(),
          OwnKey.WORKING_DIR.key(),
          OwnKey.STOP_SIGNAL.key(),
          OwnKey.STOP_GRACE_PERIOD.key(),
          OwnKey.HOSTNAME.key(),
          OwnKey.RESTART.key(),
          RunOption.CPUSET.key(),
          RunOption.PID.key(),
          RunOption.IPC.key());
  private static final Set<String> FLAGS =
      Set.of(OwnKey.INIT.key(), OwnKey.READ_ONLY.key(), RunOption.TTY.key());
  private static final Set<String> NUMBERS =
      Set.of(
          RunOption.CPU_SHARES.key(),
          RunOption.CPU_PERIOD.key(),
          RunOption.CPU_QUOTA.key(),
          RunOption.MEMSWAP_LIMIT.key(),
          RunOption.SHM_SIZE.key(),
          RunOption.OOM_SCORE_ADJ.key());
  private static final Map<String, DriftKey> LIMITS =
      Map.of(
          "deploy.resources.limits.memory", new DriftKey(OwnKey.MEM_LIMIT.key(), Form.NUMBER),
          "deploy.resources.limits.cpus", new DriftKey(OwnKey.CPUS.key(), Form.NANOS),
          "deploy.resources.limits.pids", new DriftKey(OwnKey.PIDS_LIMIT.key(), Form.NUMBER),
          "deploy.resources.reservations.memory",
              new DriftKey(OwnKey.MEM_RESERVATION.key(), Form.NUMBER));

  /** Behind these, everything is one key. */
  private static final List<String> MAPS = List.of(OwnKey.ENVIRONMENT.key(), OwnKey.LABELS.key());

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
