package dev.berth.spec;

import java.util.List;

/**
 * A key of a service that is handed to the engine as it is: an option of {@code docker run}. The
 * planner compares it and knows nothing more of it.
 */
public enum RunOption {
  ANNOTATIONS("annotations", Kind.PAIRS),
  BLKIO("blkio_config", Kind.BLKIO),
  CAP_ADD("cap_add", Kind.WORDS),
  CAP_DROP("cap_drop", Kind.WORDS),
  CGROUP("cgroup", Kind.TEXT, "host", "private"),
  CGROUP_PARENT("cgroup_parent", Kind.TEXT),
  CPU_COUNT("cpu_count", Kind.NUMBER),
  CPU_PERCENT("cpu_percent", Kind.NUMBER),
  CPU_PERIOD("cpu_period", Kind.MICROS, "100000"),
  CPU_QUOTA("cpu_quota", Kind.MICROS, "-1"),
  CPU_RT_PERIOD("cpu_rt_period", Kind.MICROS),
  CPU_RT_RUNTIME("cpu_rt_runtime", Kind.MICROS),
  CPU_SHARES("cpu_shares", Kind.NUMBER, "1024"),
  CPUSET("cpuset", Kind.TEXT),
  DEVICE_CGROUP_RULES("device_cgroup_rules", Kind.WORDS),
  DEVICES("devices", Kind.DEVICES),
  DNS("dns", Kind.WORDS),
  DNS_OPT("dns_opt", Kind.WORDS),
  DNS_SEARCH("dns_search", Kind.WORDS),
  DOMAINNAME("domainname", Kind.TEXT),
  EXTRA_HOSTS("extra_hosts", Kind.HOSTS),
  GPUS("gpus", Kind.GPUS),
  GROUP_ADD("group_add", Kind.WORDS),
  /** The memory of other containers that it shares: {@code host}, {@code service:x}, … */
  IPC("ipc", Kind.TEXT, "private", "shareable"),
  ISOLATION("isolation", Kind.TEXT, "default"),
  LOGGING("logging", Kind.LOGGING),
  MAC_ADDRESS("mac_address", Kind.TEXT),
  MEM_SWAPPINESS("mem_swappiness", Kind.NUMBER, "-1"),
  /** Whatever is there: the engine sets twice the limit of memory. */
  MEMSWAP_LIMIT("memswap_limit", Kind.BYTES, "*"),
  OOM_KILL_DISABLE("oom_kill_disable", Kind.FLAG),
  OOM_SCORE_ADJ("oom_score_adj", Kind.NUMBER),
  PID("pid", Kind.TEXT),
  PLATFORM("platform", Kind.TEXT),
  PRIVILEGED("privileged", Kind.FLAG),
  RUNTIME("runtime", Kind.TEXT, "runc", "io.containerd.runc.v2"),
  SECURITY_OPT("security_opt", Kind.WORDS),
  SHM_SIZE("shm_size", Kind.BYTES, "67108864"),
  STDIN_OPEN("stdin_open", Kind.FLAG),
  STORAGE_OPT("storage_opt", Kind.PAIRS),
  SYSCTLS("sysctls", Kind.PAIRS),
  TTY("tty", Kind.FLAG),
  ULIMITS("ulimits", Kind.ULIMITS),
  USERNS_MODE("userns_mode", Kind.TEXT),
  UTS("uts", Kind.TEXT),
  VOLUMES_FROM("volumes_from", Kind.WORDS);

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

  private final String key;
  private final Kind kind;
  private final String silent;

  RunOption(String key, Kind kind, String... silent) {
    this.key = key;
    this.kind = kind;
    this.silent = String.join("|", silent);
  }

  /** As the Compose Specification calls it. */
  public String key() {
    return key;
  }

  public Kind kind() {
    return kind;
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
