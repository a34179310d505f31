package dev.berth.spec.policy;

import dev.berth.spec.Namespaces;
import dev.berth.spec.Network;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** What a network may be made of: the engine's own bridges, and nothing of the machine's. */
final class NetworkRules {
  private static final Set<String> DRIVERS =
      Set.of("", "default", "bridge", "overlay", "null", "none");

  /** Options that change how a bridge passes on, not which it is. */
  private static final Set<String> OPTIONS =
      Set.of(
          "encrypted",
          "com.docker.network.bridge.enable_icc",
          "com.docker.network.bridge.enable_ip_masquerade",
          "com.docker.network.bridge.host_binding_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv6",
          "com.docker.network.container_iface_prefix",
          "com.docker.network.driver.mtu",
          "com.docker.network.driver.overlay.vxlanid_list",
          "com.docker.network.enable_ipv4",
          "com.docker.network.enable_ipv6");

  private static final String IFNAME = "com.docker.network.endpoint.ifname";
  private static final String SYSCTLS = "com.docker.network.endpoint.sysctls";

  private static final String ALLOWING = "; berth.policy.host-interfaces=true allows it";

  private final HostAccessPolicy hostAccessPolicy;
  private final BiConsumer<String, String> deny;

  /** {@code deny} is told each key and why it is refused. */
  NetworkRules(HostAccessPolicy hostAccessPolicy, BiConsumer<String, String> deny) {
    this.hostAccessPolicy = hostAccessPolicy;
    this.deny = deny;
  }

  void check(Network network) {
    if (network.external() || hostAccessPolicy.hostInterfaces()) {
      return;
    }
    String driver = network.driver().orElse("");
    if (!DRIVERS.contains(driver)) {
      boolean isHost = Namespaces.isHost(driver);
      deny.accept(
          "driver",
          isHost
              ? "`host` is a namespace of the machine; berth.policy.host-namespaces=true and"
                  + " network_mode: host allow it"
              : "`" + driver + "` reaches the machine's own interfaces" + ALLOWING);
    }
    network.driverOptions().keySet().stream()
        .filter(key -> !OPTIONS.contains(key))
        .forEach(key ->
            deny.accept("driver_opts." + key, "may name an interface of the machine" + ALLOWING));
    network.ipam().ifPresent(this::ipam);
  }

  private void ipam(Network.Ipam ipam) {
    String driver = ipam.driver().orElse("default");
    if (!Set.of("", "default", "null").contains(driver)) {
      deny.accept("ipam.driver", "`" + driver + "` is a program beside the engine" + ALLOWING);
    }
    ipam.options()
        .keySet()
        .forEach(key -> deny.accept("ipam.options." + key, "is for such a program" + ALLOWING));
  }

  /** Of a place on a network. */
  void attachment(SortedMap<String, String> options) {
    if (hostAccessPolicy.hostInterfaces()) {
      return;
    }
    options.forEach((key, value) -> {
      boolean isOwn = key.equals(SYSCTLS) && isOfContainer(value);
      if (!key.equals(IFNAME) && !isOwn) {
        deny.accept("networks", "option `" + key + "` is not known to stay inside" + ALLOWING);
      }
    });
  }

  private static boolean isOfContainer(String sysctls) {
    for (String pair : sysctls.split(",", -1)) {
      String name = pair.split("=", 2)[0].strip();
      if (!name.startsWith("net.") || !KernelRules.isOfContainer(name)) {
        return false;
      }
    }
    return true;
  }
}
