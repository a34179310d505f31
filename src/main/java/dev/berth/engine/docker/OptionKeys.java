package dev.berth.engine.docker;

import dev.berth.spec.RunOption;

/** Where the Engine API has the options of {@code docker run}. */
final class OptionKeys {
  private OptionKeys() {}

  /** Whether it is a part of the container's own configuration, and not of its host's. */
  static boolean isOfConfig(RunOption option) {
    return switch (option) {
      case DOMAINNAME, MAC_ADDRESS, STDIN_OPEN, TTY -> true;
      default -> false;
    };
  }

  /** The key there; empty for what is no part of either. */
  static String of(RunOption option) {
    return switch (option) {
      case ANNOTATIONS -> "Annotations";
      case BLKIO, PLATFORM -> "";
      case CAP_ADD -> "CapAdd";
      case CAP_DROP -> "CapDrop";
      case CGROUP -> "CgroupnsMode";
      case CGROUP_PARENT -> "CgroupParent";
      case CPU_COUNT -> "CpuCount";
      case CPU_PERCENT -> "CpuPercent";
      case CPU_PERIOD -> "CpuPeriod";
      case CPU_QUOTA -> "CpuQuota";
      case CPU_RT_PERIOD -> "CpuRealtimePeriod";
      case CPU_RT_RUNTIME -> "CpuRealtimeRuntime";
      case CPU_SHARES -> "CpuShares";
      case CPUSET -> "CpusetCpus";
      case DEVICE_CGROUP_RULES -> "DeviceCgroupRules";
      case DEVICES -> "Devices";
      case DNS -> "Dns";
      case DNS_OPT -> "DnsOptions";
      case DNS_SEARCH -> "DnsSearch";
      case DOMAINNAME -> "Domainname";
      case EXTRA_HOSTS -> "ExtraHosts";
      case GPUS -> "DeviceRequests";
      case GROUP_ADD -> "GroupAdd";
      case IPC -> "IpcMode";
      case ISOLATION -> "Isolation";
      case LOGGING -> "LogConfig";
      case MAC_ADDRESS -> "MacAddress";
      case MEM_SWAPPINESS -> "MemorySwappiness";
      case MEMSWAP_LIMIT -> "MemorySwap";
      case OOM_KILL_DISABLE -> "OomKillDisable";
      case OOM_SCORE_ADJ -> "OomScoreAdj";
      case PID -> "PidMode";
      case PRIVILEGED -> "Privileged";
      case RUNTIME -> "Runtime";
      case SECURITY_OPT -> "SecurityOpt";
      case SHM_SIZE -> "ShmSize";
      case STDIN_OPEN -> "OpenStdin";
      case STORAGE_OPT -> "StorageOpt";
      case SYSCTLS -> "Sysctls";
      case TTY -> "Tty";
      case ULIMITS -> "Ulimits";
      case USERNS_MODE -> "UsernsMode";
      case UTS -> "UTSMode";
      case VOLUMES_FROM -> "VolumesFrom";
    };
  }
}
