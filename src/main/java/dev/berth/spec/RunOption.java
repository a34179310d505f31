package dev.berth.spec;

import static dev.berth.spec.KeyDecision.FREE;
import static dev.berth.spec.KeyDecision.bounded;
import static dev.berth.spec.KeyDecision.guarded;

import java.util.List;
import java.util.Optional;

/**
 * A key of a service that is handed to the engine as it is: an option of {@code docker run}. The
 * planner compares it and knows nothing more of it.
 *
 * <p>A row is its key, how it is written, where a create request of the Engine API has it, what the
 * policy has decided of it, and what the engine shows where nobody said anything. Manifest, Compose
 * file, fingerprint, engine, drift, adoption, policy and schema take it from here: a new option is
 * one row more, at the end, and its sentence in {@code schema/service.yaml}.
 */
public enum RunOption implements ServiceKey {
  ANNOTATIONS("annotations", Kind.PAIRS, "HostConfig.Annotations", guarded("annotations")),
  BLKIO("blkio_config", Kind.BLKIO, "", FREE),
  CAP_ADD("cap_add", Kind.WORDS, "HostConfig.CapAdd", guarded("capabilities")),
  CAP_DROP("cap_drop", Kind.WORDS, "HostConfig.CapDrop", FREE),
  CGROUP(
      "cgroup",
      Kind.NAMESPACE,
      "HostConfig.CgroupnsMode",
      guarded("host-namespaces"),
      "host",
      "private"),
  CGROUP_PARENT("cgroup_parent", Kind.TEXT, "HostConfig.CgroupParent", guarded("cgroup-parents")),
  CPU_COUNT("cpu_count", Kind.NUMBER, "HostConfig.CpuCount", FREE),
  CPU_PERCENT("cpu_percent", Kind.NUMBER, "HostConfig.CpuPercent", FREE),
  CPU_PERIOD("cpu_period", Kind.MICROS, "HostConfig.CpuPeriod", FREE, "100000"),
  CPU_QUOTA("cpu_quota", Kind.MICROS, "HostConfig.CpuQuota", FREE, "-1"),
  CPU_RT_PERIOD(
      "cpu_rt_period", Kind.MICROS, "HostConfig.CpuRealtimePeriod", guarded("host-resources")),
  CPU_RT_RUNTIME(
      "cpu_rt_runtime", Kind.MICROS, "HostConfig.CpuRealtimeRuntime", guarded("host-resources")),
  CPU_SHARES("cpu_shares", Kind.NUMBER, "HostConfig.CpuShares", FREE, "1024"),
  CPUSET("cpuset", Kind.TEXT, "HostConfig.CpusetCpus", FREE),
  DEVICE_CGROUP_RULES(
      "device_cgroup_rules", Kind.WORDS, "HostConfig.DeviceCgroupRules", guarded("devices")),
  DEVICES("devices", Kind.DEVICES, "HostConfig.Devices", guarded("devices")),
  DNS("dns", Kind.WORDS, "HostConfig.Dns", FREE),
  DNS_OPT("dns_opt", Kind.WORDS, "HostConfig.DnsOptions", FREE),
  DNS_SEARCH("dns_search", Kind.WORDS, "HostConfig.DnsSearch", FREE),
  DOMAINNAME("domainname", Kind.TEXT, "Config.Domainname", FREE),
  EXTRA_HOSTS("extra_hosts", Kind.HOSTS, "HostConfig.ExtraHosts", FREE),
  GPUS("gpus", Kind.GPUS, "HostConfig.DeviceRequests", guarded("devices")),
  GROUP_ADD("group_add", Kind.WORDS, "HostConfig.GroupAdd", FREE),
  /** The memory of other containers that it shares: {@code host}, {@code service:x}, … */
  IPC(
      "ipc",
      Kind.NAMESPACE,
      "HostConfig.IpcMode",
      guarded("host-namespaces"),
      "private",
      "shareable"),
  ISOLATION("isolation", Kind.TEXT, "HostConfig.Isolation", FREE, "default"),
  LOGGING("logging", Kind.LOGGING, "HostConfig.LogConfig", guarded("log-drivers")),
  MAC_ADDRESS("mac_address", Kind.TEXT, "Config.MacAddress", FREE),
  MEM_SWAPPINESS("mem_swappiness", Kind.NUMBER, "HostConfig.MemorySwappiness", FREE, "-1"),
  /** Whatever is there: the engine sets twice the limit of memory. */
  MEMSWAP_LIMIT("memswap_limit", Kind.BYTES, "HostConfig.MemorySwap", FREE, "*"),
  OOM_KILL_DISABLE(
      "oom_kill_disable", Kind.FLAG, "HostConfig.OomKillDisable", guarded("host-resources")),
  OOM_SCORE_ADJ("oom_score_adj", Kind.NUMBER, "HostConfig.OomScoreAdj", guarded("host-resources")),
  PID("pid", Kind.NAMESPACE, "HostConfig.PidMode", guarded("host-namespaces")),
  PLATFORM("platform", Kind.TEXT, "", FREE),
  PRIVILEGED("privileged", Kind.FLAG, "HostConfig.Privileged", guarded("privileged")),
  RUNTIME(
      "runtime",
      Kind.TEXT,
      "HostConfig.Runtime",
      guarded("runtimes"),
      "runc",
      "io.containerd.runc.v2"),
  SECURITY_OPT("security_opt", Kind.WORDS, "HostConfig.SecurityOpt", guarded("security-options")),
  SHM_SIZE("shm_size", Kind.BYTES, "HostConfig.ShmSize", FREE, "67108864"),
  STDIN_OPEN("stdin_open", Kind.FLAG, "Config.OpenStdin", FREE),
  STORAGE_OPT(
      "storage_opt",
      Kind.PAIRS,
      "HostConfig.StorageOpt",
      bounded("only size is known to stay inside")),
  SYSCTLS("sysctls", Kind.PAIRS, "HostConfig.Sysctls", guarded("sysctls")),
  TTY("tty", Kind.FLAG, "Config.Tty", FREE),
  ULIMITS("ulimits", Kind.ULIMITS, "HostConfig.Ulimits", guarded("host-resources")),
  USERNS_MODE("userns_mode", Kind.NAMESPACE, "HostConfig.UsernsMode", guarded("host-namespaces")),
  UTS("uts", Kind.NAMESPACE, "HostConfig.UTSMode", guarded("host-namespaces")),
  VOLUMES_FROM(
      "volumes_from", Kind.CONTAINERS, "HostConfig.VolumesFrom", guarded("other-containers"));

  /** How an option is written. */
  public enum Kind {
    TEXT,
    FLAG,
    NUMBER,
    /** A size: 64m. */
    BYTES,
    /** A time in microseconds, or a duration. */
    MICROS,
    WORDS,
    PAIRS,
    /** A word, or whose it shares: {@code service:NAME}, {@code container:NAME}. */
    NAMESPACE,
    /** Words that name services or containers. */
    CONTAINERS,
    /** Pairs of soft and hard limit. */
    ULIMITS,
    /** A driver and its options: pairs {@code driver}, {@code options.NAME}. */
    LOGGING,
    /** Pairs {@code weight}, {@code device_read_bps./dev/sda}, … */
    BLKIO,
    /** Words {@code SOURCE:TARGET:PERMISSIONS}. */
    DEVICES,
    /** Words {@code NAME:ADDRESS}. */
    HOSTS,
    /** Words as {@code docker run --gpus} takes them. */
    GPUS
  }

  private static final String CONFIG = "Config.";

  private final String key;
  private final Kind kind;
  private final String place;

  @SuppressWarnings("ImmutableEnumChecker") // Decisions are records of texts.
  private final KeyDecision decision;

  private final String silent;

  RunOption(String key, Kind kind, String place, KeyDecision decision, String... silent) {
    this.key = key;
    this.kind = kind;
    this.place = place;
    this.decision = decision;
    this.silent = String.join("|", silent);
  }

  @Override
  public String key() {
    return key;
  }

  public Kind kind() {
    return kind;
  }

  /** What it may do. */
  public KeyDecision decision() {
    return decision;
  }

  @Override
  public Optional<KeyDecision> decided() {
    return Optional.of(decision);
  }

  /** Whether the Engine API has it in the container's own configuration, not in its host's. */
  public boolean isOfConfig() {
    return place.startsWith(CONFIG);
  }

  /** What the Engine API calls it there; empty for what is no one field of either. */
  public String engineKey() {
    return place.substring(place.indexOf('.') + 1);
  }

  /**
   * Whether a container that shows this may well have been made without a word of it: what Docker
   * Engine (moby, {@code daemon/create.go} and {@code daemon_unix.go}) fills in unless its
   * configuration says otherwise.
   */
  public boolean isSilent(String text) {
    return silent.equals("*")
        || (!silent.isEmpty() && List.of(silent.split("\\|", -1)).contains(text));
  }
}
