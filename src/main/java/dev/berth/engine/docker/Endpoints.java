package dev.berth.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes networks and places on them as the engine wants them, and reads the places back. */
final class Endpoints {
  private static final String AUX = "aux_addresses.";

  private Endpoints() {}

  static Map<String, Object> network(
      String name, Network network, SortedMap<String, String> labels) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Name", name);
    body.put("CheckDuplicate", true);
    body.put("Driver", network.driver().orElse(Network.DEFAULT_DRIVER));
    body.put("Internal", network.internal());
    body.put("Attachable", network.attachable());
    network.ipv4().ifPresent(on -> body.put("EnableIPv4", on));
    network.ipv6().ifPresent(on -> body.put("EnableIPv6", on));
    body.put("Options", network.driverOptions());
    body.put("Labels", labels);
    network.ipam().ifPresent(ipam -> body.put("IPAM", ipam(ipam)));
    return body;
  }

  private static Map<String, Object> ipam(Network.Ipam ipam) {
    List<Map<String, Object>> pools = new ArrayList<>();
    for (SortedMap<String, String> pool : ipam.pools()) {
      Map<String, Object> one = new LinkedHashMap<>();
      SortedMap<String, String> hosts = new TreeMap<>();
      pool.forEach((key, value) -> {
        switch (key) {
          case "subnet" -> one.put("Subnet", value);
          case "ip_range" -> one.put("IPRange", value);
          case "gateway" -> one.put("Gateway", value);
          default -> hosts.put(key.substring(AUX.length()), value);
        }
      });
      if (!hosts.isEmpty()) {
        one.put("AuxiliaryAddresses", hosts);
      }
      pools.add(one);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Driver", ipam.driver().orElse("default"));
    body.put("Config", pools);
    if (!ipam.options().isEmpty()) {
      body.put("Options", ipam.options());
    }
    return body;
  }

  /** What a network was made with; reserved addresses ({@code aux_addresses}) are not told. */
  static Network made(com.github.dockerjava.api.model.Network seen) {
    return new Network(
        Optional.empty(),
        text(ContainerViews.text(seen.getDriver())),
        sorted(seen.getOptions()),
        Optional.ofNullable(seen.getIpam()).map(Endpoints::ipam),
        Boolean.TRUE.equals(seen.getInternal()),
        Boolean.TRUE.equals(seen.isAttachable()),
        Optional.empty(),
        Optional.ofNullable(seen.getEnableIPv6()),
        new TreeMap<>(),
        false);
  }

  private static Network.Ipam ipam(com.github.dockerjava.api.model.Network.Ipam seen) {
    List<SortedMap<String, String>> pools = new ArrayList<>();
    var configs = seen.getConfig();
    for (var config :
        configs == null
            ? List.<com.github.dockerjava.api.model.Network.Ipam.Config>of()
            : configs) {
      SortedMap<String, String> pool = new TreeMap<>();
      put(pool, "subnet", config.getSubnet());
      put(pool, "ip_range", config.getIpRange());
      put(pool, "gateway", config.getGateway());
      pools.add(pool);
    }
    return new Network.Ipam(
        text(ContainerViews.text(seen.getDriver())), pools, sorted(seen.getOptions()));
  }

  private static void put(SortedMap<String, String> pool, String key, @Nullable String value) {
    text(ContainerViews.text(value)).ifPresent(there -> pool.put(key, there));
  }

  private static SortedMap<String, String> sorted(@Nullable Map<String, String> pairs) {
    return new TreeMap<>(pairs == null ? Map.of() : pairs);
  }

  static Map<String, Object> endpoint(Endpoint endpoint) {
    Networking.Attachment wish = endpoint.wish();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Aliases", endpoint.aliases().stream().sorted().toList());
    if (!endpoint.links().isEmpty()) {
      body.put("Links", endpoint.links());
    }
    Map<String, Object> addresses = new LinkedHashMap<>();
    wish.ipv4().ifPresent(address -> addresses.put("IPv4Address", address));
    wish.ipv6().ifPresent(address -> addresses.put("IPv6Address", address));
    if (!wish.linkLocal().isEmpty()) {
      addresses.put("LinkLocalIPs", wish.linkLocal());
    }
    if (!addresses.isEmpty()) {
      body.put("IPAMConfig", addresses);
    }
    wish.macAddress().ifPresent(address -> body.put("MacAddress", address));
    if (!wish.driverOptions().isEmpty()) {
      body.put("DriverOpts", wish.driverOptions());
    }
    return body;
  }

  /** The places of a container, as far as they tell what was wished. */
  static List<Endpoint> of(RawValues networkSettings) {
    List<Endpoint> endpoints = new ArrayList<>();
    Map<?, ?> networks = networkSettings.get("Networks") instanceof Map<?, ?> map ? map : Map.of();
    networks.forEach((name, value) -> endpoints.add(endpoint(String.valueOf(name), value)));
    return endpoints;
  }

  /** The place that a container has on a network, with its addresses and without its aliases. */
  static Optional<Endpoint> nameless(InspectContainerResponse seen, String network) {
    return seen.getNetworkSettings().getNetworks().values().stream()
        .filter(place -> network.equals(place.getNetworkID()))
        .findFirst()
        .map(place ->
            new Endpoint(
                network,
                Set.of(),
                new Networking.Attachment(
                    List.of(),
                    text(ContainerViews.text(place.getIpAddress())),
                    text(ContainerViews.text(place.getGlobalIPv6Address())),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    new TreeMap<>()),
                List.of()));
  }

  private static Endpoint endpoint(String network, @Nullable Object value) {
    RawValues place = new RawValues(value instanceof Map<?, ?> map ? map : Map.of());
    RawValues addresses =
        new RawValues(place.get("IPAMConfig") instanceof Map<?, ?> map ? map : Map.of());
    return new Endpoint(
        network,
        new LinkedHashSet<>(texts(place.get("Aliases"))),
        new Networking.Attachment(
            List.of(),
            text(addresses.text("IPv4Address")),
            text(addresses.text("IPv6Address")),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>()),
        texts(place.get("Links")));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> items ? items.stream().map(String::valueOf).toList() : List.of();
  }
}
