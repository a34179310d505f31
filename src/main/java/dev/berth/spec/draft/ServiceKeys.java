package dev.berth.spec.draft;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of a service: those that work, and those that are known and do not. */
final class ServiceKeys {
  static final Set<String> KNOWN =
      Set.of(
          "image",
          "pull_policy",
          "update",
          "build",
          "command",
          "entrypoint",
          "ports",
          "expose",
          "environment",
          "env",
          "links",
          "depends_on",
          "volumes",
          "tmpfs",
          "healthcheck",
          "onUnhealthy",
          "restart",
          "replicas",
          "scale",
          "deploy",
          "user",
          "working_dir",
          "hostname",
          "labels",
          "cpus",
          "mem_limit",
          "mem_reservation",
          "pids_limit",
          "stop_signal",
          "stop_grace_period",
          "init",
          "read_only",
          "privileged");

  /** Known to the Compose Specification, or to the contract, and still to be built. */
  private static final Set<String> LATER =
      Set.of(
          "annotations",
          "attach",
          "blkio_config",
          "cap_drop",
          "cgroup_parent",
          "configs",
          "container_name",
          "cpu_count",
          "cpu_percent",
          "cpu_period",
          "cpu_quota",
          "cpu_rt_period",
          "cpu_rt_runtime",
          "cpu_shares",
          "cpuset",
          "credential_spec",
          "develop",
          "dns",
          "dns_opt",
          "dns_search",
          "domainname",
          "env_file",
          "extends",
          "external_links",
          "extra_hosts",
          "gpus",
          "group_add",
          "isolation",
          "label_file",
          "logging",
          "mac_address",
          "mem_swappiness",
          "memswap_limit",
          "models",
          "networks",
          "oom_kill_disable",
          "oom_score_adj",
          "platform",
          "post_start",
          "pre_stop",
          "profiles",
          "provider",
          "push",
          "runtime",
          "secrets",
          "security_opt",
          "shm_size",
          "stdin_open",
          "storage_opt",
          "sysctls",
          "tty",
          "ulimits",
          "use_api_socket",
          "volumes_from");

  /** Ways out of the container, refused by the contract. */
  static final Set<String> DENIED =
      Set.of(
          "cap_add",
          "devices",
          "device_cgroup_rules",
          "network_mode",
          "pid",
          "ipc",
          "uts",
          "cgroup",
          "userns_mode");

  /** Why a known key cannot be used, by key. */
  static final Map<String, String> REFUSED = refused();

  private ServiceKeys() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new TreeMap<>();
    LATER.forEach(key -> refused.put(key, "`" + key + "` is not supported yet"));
    return Map.copyOf(refused);
  }
}
