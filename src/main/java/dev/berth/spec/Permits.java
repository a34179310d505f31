package dev.berth.spec;

import java.util.Locale;
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
 * @param capabilities {@code berth.policy.capabilities}: those beyond Docker's default set; {@code
 *     ALL} is every one
 */
public record Permits(
    boolean privileged,
    boolean hostNamespaces,
    boolean otherContainers,
    boolean devices,
    boolean engineSocket,
    Set<String> capabilities) {
  /** Nothing is allowed. */
  public static final Permits NONE = new Permits(false, false, false, false, false, Set.of());

  private static final String ALL = "ALL";

  /** Everything is allowed. */
  static final Permits EVERYTHING = new Permits(true, true, true, true, true, Set.of("ALL"));

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

  public Permits {
    capabilities = capabilities.stream().map(Permits::bare).collect(Collectors.toSet());
  }

  /** Whether a container may be given a capability. */
  public boolean allows(String capability) {
    String bare = bare(capability);
    return DEFAULTS.contains(bare) || capabilities.contains(ALL) || capabilities.contains(bare);
  }

  /** Without what some write in front: {@code cap_net_admin} is {@code NET_ADMIN}. */
  public static String bare(String capability) {
    String upper = capability.strip().toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
  }
}
