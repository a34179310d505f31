package dev.berth.spec.codec;

import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.OwnKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes what {@link NetworkReader} reads. */
final class NetworkWriter {
  private static final String AUX = "aux_addresses.";

  private NetworkWriter() {}

  static Map<String, Object> networks(SortedMap<String, Network> networks) {
    Map<String, Object> all = new LinkedHashMap<>();
    networks.forEach((name, network) -> all.put(name, network(network)));
    return all;
  }

  private static Map<String, Object> network(Network network) {
    Map<String, Object> tree = new LinkedHashMap<>();
    network.name().ifPresent(name -> tree.put("name", name));
    network.driver().ifPresent(driver -> tree.put("driver", driver));
    put(tree, "driver_opts", network.driverOptions());
    network.ipam().ifPresent(ipam -> tree.put("ipam", ipam(ipam)));
    flag(tree, "internal", network.internal());
    flag(tree, "attachable", network.attachable());
    network.ipv4().ifPresent(on -> tree.put("enable_ipv4", on));
    network.ipv6().ifPresent(on -> tree.put("enable_ipv6", on));
    put(tree, "labels", network.labels());
    flag(tree, "external", network.external());
    return tree;
  }

  private static void flag(Map<String, Object> tree, String key, boolean set) {
    if (set) {
      tree.put(key, true);
    }
  }

  private static void put(Map<String, Object> tree, String key, Map<String, ?> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private static Map<String, Object> ipam(Network.Ipam ipam) {
    Map<String, Object> tree = new LinkedHashMap<>();
    ipam.driver().ifPresent(driver -> tree.put("driver", driver));
    List<Map<String, Object>> pools = new ArrayList<>();
    for (SortedMap<String, String> pool : ipam.pools()) {
      Map<String, Object> one = new LinkedHashMap<>();
      Map<String, String> hosts = new LinkedHashMap<>();
      pool.forEach((key, value) -> {
        if (key.startsWith(AUX)) {
          hosts.put(key.substring(AUX.length()), value);
        } else {
          one.put(key, value);
        }
      });
      put(one, "aux_addresses", hosts);
      pools.add(one);
    }
    if (!pools.isEmpty()) {
      tree.put("config", pools);
    }
    put(tree, "options", ipam.options());
    return tree;
  }

  static void write(Networking networking, Map<String, Object> tree) {
    networking.mode().ifPresent(mode -> tree.put(OwnKey.NETWORK_MODE.key(), mode));
    networking.containerName().ifPresent(name -> tree.put(OwnKey.CONTAINER_NAME.key(), name));
    if (!networking.externalLinks().isEmpty()) {
      tree.put(OwnKey.EXTERNAL_LINKS.key(), networking.externalLinks());
    }
    Map<String, Object> networks = new LinkedHashMap<>();
    networking.networks().forEach((name, one) -> networks.put(name, attachment(one)));
    put(tree, OwnKey.NETWORKS.key(), networks);
  }

  private static Map<String, Object> attachment(Networking.Attachment attachment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    list(tree, "aliases", attachment.aliases());
    attachment.ipv4().ifPresent(address -> tree.put("ipv4_address", address));
    attachment.ipv6().ifPresent(address -> tree.put("ipv6_address", address));
    list(tree, "link_local_ips", attachment.linkLocal());
    attachment.macAddress().ifPresent(address -> tree.put("mac_address", address));
    attachment.priority().ifPresent(priority -> tree.put("priority", priority));
    put(tree, "driver_opts", attachment.driverOptions());
    return tree;
  }

  private static void list(Map<String, Object> tree, String key, List<String> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }
}
