package dev.berth.spec.codec;

import dev.berth.spec.Namespaces;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.OwnKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the networks of an app, and which of them a service is attached to. */
final class NetworkReader {
  private static final Set<String> NETWORK =
      Set.of(
          "name",
          "driver",
          "driver_opts",
          "ipam",
          "internal",
          "attachable",
          "enable_ipv4",
          "enable_ipv6",
          "labels",
          "external");
  private static final Set<String> ATTACHMENT =
      Set.of(
          "aliases",
          "ipv4_address",
          "ipv6_address",
          "link_local_ips",
          "mac_address",
          "driver_opts",
          "priority",
          "gw_priority",
          "interface_name");

  private NetworkReader() {}

  static SortedMap<String, Network> networks(Node node) {
    SortedMap<String, Network> networks = new TreeMap<>();
    node.children().forEach((name, network) -> networks.put(name, network(name, network)));
    return networks;
  }

  private static Network network(String name, Node node) {
    if (node.isAbsent() || !node.isMap()) {
      node.children();
      return Network.PLAIN;
    }
    Keys.check(node, NETWORK);
    Node external = node.child("external");
    boolean isExternal = external.isMap() || external.flag().orElse(false);
    Optional<String> engineName = node.child("name").string().or(() -> oldName(external));
    return new Network(
        isExternal ? engineName.or(() -> Optional.of(name)) : engineName,
        node.child("driver").string(),
        node.child("driver_opts").pairs(),
        ipam(node.child("ipam")),
        node.child("internal").flag().orElse(false),
        node.child("attachable").flag().orElse(false),
        node.child("enable_ipv4").flag(),
        node.child("enable_ipv6").flag(),
        node.child("labels").pairs(),
        isExternal);
  }

  /** {@code external: {name: x}}, as older files have it. */
  static Optional<String> oldName(Node external) {
    return external.isMap() ? external.child("name").string() : Optional.empty();
  }

  private static Optional<Network.Ipam> ipam(Node node) {
    if (node.isAbsent() || (node.isMap() && node.children().isEmpty())) {
      return Optional.empty();
    }
    Keys.check(node, Set.of("driver", "config", "options"));
    List<SortedMap<String, String>> pools = new ArrayList<>();
    for (Node pool : node.child("config").items()) {
      Keys.check(pool, Set.of("subnet", "ip_range", "gateway", "aux_addresses"));
      SortedMap<String, String> one = new TreeMap<>();
      for (String key : List.of("subnet", "ip_range", "gateway")) {
        pool.child(key).string().ifPresent(text -> one.put(key, text));
      }
      pool.child("aux_addresses")
          .pairs()
          .forEach((host, address) -> one.put("aux_addresses." + host, address));
      pools.add(one);
    }
    return Optional.of(
        new Network.Ipam(node.child("driver").string(), pools, node.child("options").pairs()));
  }

  static Networking networking(Node service) {
    Optional<String> mode =
        service.child(OwnKey.NETWORK_MODE).string().filter(m -> !m.isEmpty()).map(Namespaces::word);
    SortedMap<String, Networking.Attachment> networks = new TreeMap<>();
    Node node = service.child(OwnKey.NETWORKS);
    if (node.isList()) {
      node.texts().forEach(name -> networks.put(name, Networking.Attachment.PLAIN));
    } else {
      node.children().forEach((name, one) -> networks.put(name, attachment(one)));
    }
    if (mode.isPresent() && !networks.isEmpty()) {
      service.child(OwnKey.NETWORK_MODE).refuse("and networks exclude each other: remove one");
    }
    return new Networking(
        networks,
        mode,
        service.child(OwnKey.CONTAINER_NAME).string().filter(n -> !n.isEmpty()),
        service.child(OwnKey.EXTERNAL_LINKS).texts());
  }

  private static Networking.Attachment attachment(Node node) {
    if (node.isAbsent()) {
      return Networking.Attachment.PLAIN;
    }
    Keys.check(node, ATTACHMENT);
    return new Networking.Attachment(
        node.child("aliases").texts(),
        node.child("ipv4_address").string().filter(a -> !a.isEmpty()),
        node.child("ipv6_address").string().filter(a -> !a.isEmpty()),
        node.child("link_local_ips").texts(),
        node.child("mac_address").string().filter(a -> !a.isEmpty()),
        node.child("priority")
            .number(-1_000_000, 1_000_000)
            .map(Long::intValue)
            .filter(n -> n != 0),
        node.child("driver_opts").pairs());
  }
}
