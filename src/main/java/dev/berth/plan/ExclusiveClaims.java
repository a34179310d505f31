package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.spec.Port;
import dev.berth.spec.RunOption;
import dev.berth.spec.validation.TakenPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a container has for itself while it is there: fixed ports of the host, fixed addresses,
 * devices, and what it is called.
 *
 * @param ports those that are bound to one port of the host
 * @param others in words
 */
record ExclusiveClaims(List<Port> ports, Set<String> others) {
  ExclusiveClaims {
    ports = List.copyOf(ports);
    others = java.util.Collections.unmodifiableSet(new TreeSet<>(others));
  }

  static ExclusiveClaims of(ContainerSettings settings) {
    Set<String> others = new TreeSet<>();
    settings.options().words(RunOption.DEVICES).stream()
        .map(device -> "device " + device.split(":", 2)[0])
        .forEach(others::add);
    settings.network().endpoints().forEach(endpoint -> others.addAll(of(endpoint)));
    return new ExclusiveClaims(settings.ports().stream().filter(Port::isFixed).toList(), others);
  }

  private static List<String> of(Endpoint endpoint) {
    List<String> claims = new ArrayList<>();
    endpoint.wish().ipv4().ifPresent(address -> claims.add("address " + address));
    endpoint.wish().ipv6().ifPresent(address -> claims.add("address " + address));
    endpoint.aliases().forEach(alias -> claims.add("name " + alias));
    return claims.stream().map(claim -> claim + " on network " + endpoint.network()).toList();
  }

  /** What is claimed by both, in words; empty where they can be side by side. */
  Optional<String> clash(ExclusiveClaims other) {
    return ports.stream()
        .filter(TakenPorts.of(other.ports)::clashWith)
        .map(ExclusiveClaims::text)
        .findFirst()
        .or(() -> others.stream().filter(other.others::contains).findFirst());
  }

  private static String text(Port port) {
    return "host port " + port.published().map(Port.Range::toString).orElse("");
  }

  /** Without what somebody goes on to want. */
  ExclusiveClaims without(ExclusiveClaims kept) {
    Set<String> left = new TreeSet<>(others);
    left.removeAll(kept.others);
    TakenPorts taken = TakenPorts.of(kept.ports);
    return new ExclusiveClaims(
        ports.stream().filter(port -> !taken.clashWith(port)).toList(), left);
  }
}
