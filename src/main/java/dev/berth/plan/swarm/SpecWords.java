package dev.berth.plan.swarm;

import java.util.List;
import java.util.Map;

/**
 * What the manifest calls a field of {@link SpecFields}, which go by the engine's words where a
 * fingerprint has them so. What the manifest has no word for keeps the engine's.
 */
final class SpecWords {
  private static final Map<String, String> OF_SERVICES =
      Map.ofEntries(
          Map.entry("User", "user"),
          Map.entry("Hostname", "hostname"),
          Map.entry("Init", "init"),
          Map.entry("ReadOnly", "read_only"),
          Map.entry("TTY", "tty"),
          Map.entry("OpenStdin", "stdin_open"),
          Map.entry("StopSignal", "stop_signal"),
          Map.entry("Groups", "group_add"),
          Map.entry("CapabilityAdd", "cap_add"),
          Map.entry("CapabilityDrop", "cap_drop"),
          Map.entry("DNSConfig.Nameservers", "dns"),
          Map.entry("DNSConfig.Search", "dns_search"),
          Map.entry("DNSConfig.Options", "dns_opt"),
          Map.entry("Ulimits", "ulimits"),
          Map.entry("logging.Name", "logging.driver"));

  /** What stands behind them is somebody's own. */
  private static final Map<String, String> FRONTS =
      Map.of("Sysctls.", "sysctls.", "logging.Options.", "logging.options.");

  /** Behind these are {@link #FIELDS}. */
  private static final List<String> PARTS =
      List.of(
          "healthcheck.",
          "restart.",
          "deploy.resources.limits.",
          "deploy.resources.reservations.",
          "deploy.placement.",
          "deploy.update_config.",
          "deploy.rollback_config.");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("Test", "test"),
          Map.entry("Interval", "interval"),
          Map.entry("Timeout", "timeout"),
          Map.entry("StartPeriod", "start_period"),
          Map.entry("StartInterval", "start_interval"),
          Map.entry("Retries", "retries"),
          Map.entry("NanoCPUs", "cpus"),
          Map.entry("MemoryBytes", "memory"),
          Map.entry("Pids", "pids"),
          Map.entry("GenericResources", "generic_resources"),
          Map.entry("Condition", "condition"),
          Map.entry("Delay", "delay"),
          Map.entry("MaxAttempts", "max_attempts"),
          Map.entry("Window", "window"),
          Map.entry("Constraints", "constraints"),
          Map.entry("Preferences", "preferences"),
          Map.entry("MaxReplicas", "max_replicas_per_node"),
          Map.entry("Parallelism", "parallelism"),
          Map.entry("FailureAction", "failure_action"),
          Map.entry("Monitor", "monitor"),
          Map.entry("MaxFailureRatio", "max_failure_ratio"),
          Map.entry("Order", "order"));

  private static final String MOUNTS = "volumes.";

  /** How the field of a mount ends, behind its target. */
  private static final Map<String, String> OF_MOUNTS =
      Map.of(
          ".Type", ".type",
          ".Source", ".source",
          ".ReadOnly", ".read_only",
          ".BindOptions.Propagation", ".bind.propagation",
          ".VolumeOptions.NoCopy", ".volume.nocopy",
          ".TmpfsOptions.SizeBytes", ".tmpfs.size",
          ".TmpfsOptions.Mode", ".tmpfs.mode");

  private SpecWords() {}

  static String of(String field) {
    if (field.startsWith(MOUNTS)) {
      return OF_MOUNTS.entrySet().stream()
          .filter(end -> field.endsWith(end.getKey()))
          .findFirst()
          .map(end -> field.substring(0, field.length() - end.getKey().length()) + end.getValue())
          .orElse(field);
    }
    for (String part : PARTS) {
      if (field.startsWith(part)) {
        String rest = field.substring(part.length());
        return part + FIELDS.getOrDefault(rest, rest);
      }
    }
    return FRONTS.entrySet().stream()
        .filter(front -> field.startsWith(front.getKey()))
        .findFirst()
        .map(front -> front.getValue() + field.substring(front.getKey().length()))
        .orElseGet(() -> OF_SERVICES.getOrDefault(field, field));
  }
}
