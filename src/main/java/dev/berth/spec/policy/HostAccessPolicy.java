package dev.berth.spec.policy;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ways out of a container that this Berth allows; each is refused unless an operator said so.
 *
 * @param privileged {@code berth.policy.privileged}
 * @param hostNamespaces {@code berth.policy.host-namespaces}: network, pid, ipc, uts, cgroup and
 *     user namespace of the machine
 * @param otherContainers {@code berth.policy.other-containers}: processes, memory and volumes of
 *     containers that are not of the app
 * @param devices {@code berth.policy.devices}
 * @param engineSocket {@code berth.policy.engine-socket}
 * @param hostResources {@code berth.policy.host-resources}: more of the machine's processors and
 *     memory than a share, at the cost of what else runs there
 * @param hostInterfaces {@code berth.policy.host-interfaces}: networks on the machine's own
 *     interfaces, or by drivers of others
 * @param capabilities {@code berth.policy.capabilities}: those beyond Docker's default set; {@code
 *     ALL} is every one
 * @param grants what else is allowed word by word
 */
public record HostAccessPolicy(
    boolean privileged,
    boolean hostNamespaces,
    boolean otherContainers,
    boolean devices,
    boolean engineSocket,
    boolean hostResources,
    boolean hostInterfaces,
    Set<String> capabilities,
    Map<Grant, Set<String>> grants) {
  /** Nothing is allowed. */
  public static final HostAccessPolicy NONE =
      new HostAccessPolicy(false, false, false, false, false, Set.of());

  /** Everything is allowed. */
  static final HostAccessPolicy EVERYTHING =
      new HostAccessPolicy(
          true, true, true, true, true, true, true, Set.of(Grant.ALL), everyGrant());

  /** What every container has (moby, {@code oci/caps/defaults.go}). */
  private static final Set<String> DEFAULTS =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  public HostAccessPolicy {
    capabilities = capabilities.stream().map(HostAccessPolicy::bare).collect(Collectors.toSet());
    grants = Map.copyOf(grants);
  }

  /** With nothing but these. */
  public HostAccessPolicy(
      boolean privileged,
      boolean hostNamespaces,
      boolean otherContainers,
      boolean devices,
      boolean engineSocket,
      Set<String> capabilities) {
    this(
        privileged,
        hostNamespaces,
        otherContainers,
        devices,
        engineSocket,
        false,
        false,
        capabilities,
        Map.of());
  }

  private static Map<Grant, Set<String>> everyGrant() {
    Map<Grant, Set<String>> all = new EnumMap<>(Grant.class);
    for (Grant grant : Grant.values()) {
      all.put(grant, Set.of(Grant.ALL));
    }
    return all;
  }

  /** Whether a container may be given a capability. */
  public boolean allows(String capability) {
    String bare = bare(capability);
    return DEFAULTS.contains(bare)
        || capabilities.contains(Grant.ALL)
        || capabilities.contains(bare);
  }

  /** Whether a word is on a list, or begins with one of the list that ends in {@code *}. */
  boolean allows(Grant grant, String word) {
    return grants.getOrDefault(grant, Set.of()).stream()
        .anyMatch(allowed ->
            allowed.equals(Grant.ALL)
                || allowed.equals(word)
                || (allowed.endsWith("*")
                    && word.startsWith(allowed.substring(0, allowed.length() - 1))));
  }

  /** Without what some write in front: {@code cap_net_admin} is {@code NET_ADMIN}. */
  public static String bare(String capability) {
    String upper = capability.strip().toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
  }
}
