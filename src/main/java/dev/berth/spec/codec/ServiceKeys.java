package dev.berth.spec.codec;

import dev.berth.spec.RunOption;
import dev.berth.spec.policy.PolicyTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of a service: those that work, and those that are known and do not. */
public final class ServiceKeys {
  private static final Set<String> OWN =
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
          "networks",
          "network_mode",
          "container_name",
          "external_links",
          "secrets",
          "configs",
          "post_start",
          "pre_stop",
          "renew_anon_volumes");

  /** Known to the Compose Specification, without an effect on a container that is kept running. */
  static final Map<String, String> IGNORED =
      Map.of(
          "attach", "`attach` is ignored: Berth never attaches to what it starts",
          "develop", "`develop` is ignored: it is for `docker compose watch`");

  /** Why a known key cannot be used, by key. */
  static final Map<String, String> REFUSED = refused();

  private ServiceKeys() {}

  private static Map<String, String> refused() {
    Map<String, String> refused = new HashMap<>(PolicyTable.refusals("services.*"));
    refused.put("env_file", "`env_file` is read in Compose files only; write environment");
    refused.put("extends", "`extends` is read in Compose files only; write the service in full");
    refused.put("label_file", "`label_file` is read in Compose files only; write labels");
    refused.put("profiles", "`profiles` are read in Compose files only; remove it");
    return refused;
  }

  /** All that may stand in a service. */
  public static Set<String> known(Set<String> more) {
    Set<String> known = new HashSet<>(OWN);
    known.addAll(IGNORED.keySet());
    known.addAll(more);
    Stream.of(RunOption.values()).map(RunOption::key).forEach(known::add);
    return known;
  }
}
