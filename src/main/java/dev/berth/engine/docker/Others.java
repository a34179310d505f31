package dev.berth.engine.docker;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a container was made with beside all that Berth has words for, read from the engine's own
 * JSON, so that nothing is lost that docker-java has no class for. Values that every container
 * bears are left out.
 */
final class Others {
  /** Keys of {@code HostConfig} in the Engine API's words, and the same in Compose's. */
  private static final Map<String, String> OF_HOST =
      Map.ofEntries(
          Map.entry("CapAdd", "cap_add"),
          Map.entry("CapDrop", "cap_drop"),
          Map.entry("Privileged", "privileged"),
          Map.entry("Devices", "devices"),
          Map.entry("DeviceCgroupRules", "device_cgroup_rules"),
          Map.entry("DeviceRequests", "gpus"),
          Map.entry("Dns", "dns"),
          Map.entry("DnsOptions", "dns_opt"),
          Map.entry("DnsSearch", "dns_search"),
          Map.entry("ExtraHosts", "extra_hosts"),
          Map.entry("GroupAdd", "group_add"),
          Map.entry("IpcMode", "ipc"),
          Map.entry("PidMode", "pid"),
          Map.entry("UTSMode", "uts"),
          Map.entry("UsernsMode", "userns_mode"),
          Map.entry("CgroupnsMode", "cgroup"),
          Map.entry("CgroupParent", "cgroup_parent"),
          Map.entry("OomScoreAdj", "oom_score_adj"),
          Map.entry("OomKillDisable", "oom_kill_disable"),
          Map.entry("SecurityOpt", "security_opt"),
          Map.entry("StorageOpt", "storage_opt"),
          Map.entry("Sysctls", "sysctls"),
          Map.entry("Ulimits", "ulimits"),
          Map.entry("ShmSize", "shm_size"),
          Map.entry("Runtime", "runtime"),
          Map.entry("Isolation", "isolation"),
          Map.entry("LogConfig", "logging"),
          Map.entry("CpuShares", "cpu_shares"),
          Map.entry("CpuPeriod", "cpu_period"),
          Map.entry("CpuQuota", "cpu_quota"),
          Map.entry("CpusetCpus", "cpuset"),
          Map.entry("BlkioWeight", "blkio_config.weight"),
          Map.entry("VolumesFrom", "volumes_from"),
          Map.entry("AutoRemove", "auto_remove"),
          Map.entry("PublishAllPorts", "publish_all"));

  private static final Map<String, String> OF_CONFIG =
      Map.of("Tty", "tty", "OpenStdin", "stdin_open", "Domainname", "domainname");

  /**
   * Values that say nothing, beside empty ones: what Docker Engine (moby, {@code daemon/create.go}
   * and {@code daemon_unix.go}) fills in unless its configuration says otherwise.
   */
  private static final Map<String, Set<String>> DEFAULTS =
      Map.of(
          "IpcMode", Set.of("private", "shareable"),
          "CgroupnsMode", Set.of("host", "private"),
          "ShmSize", Set.of("67108864"),
          "Runtime", Set.of("runc", "io.containerd.runc.v2"),
          "Isolation", Set.of("default"),
          "LogConfig", Set.of("{Config={}, Type=json-file}"),
          "CpuShares", Set.of("1024"),
          "CpuPeriod", Set.of("100000"),
          "CpuQuota", Set.of("-1"));

  private final SortedMap<String, String> others = new TreeMap<>();

  private Others() {}

  static SortedMap<String, String> of(RawValues host, RawValues config) {
    Others others = new Others();
    OF_HOST.forEach((key, path) -> others.read(key, path, host.get(key)));
    OF_CONFIG.forEach((key, path) -> others.read(key, path, config.get(key)));
    return others.others;
  }

  private void read(String key, String path, @Nullable Object value) {
    String text = text(value);
    if (!isNothing(value) && !DEFAULTS.getOrDefault(key, Set.of()).contains(text)) {
      others.put(path, text);
    }
  }

  private static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Boolean flag -> !flag;
      case Number number -> number.doubleValue() == 0;
      case String string -> string.isEmpty();
      case Collection<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      default -> false;
    };
  }

  /** Maps in key order, so that equal ones are spelt the same. */
  private static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      SortedMap<String, String> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), text(inner)));
      return sorted.toString();
    }
    return String.valueOf(value);
  }
}
