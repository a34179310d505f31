package dev.berth.plan;

import dev.berth.spec.Fingerprint;
import dev.berth.spec.Network;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was said of a network, as one short text: it cannot be changed, only made anew. */
final class NetworkFields {
  private NetworkFields() {}

  static String fingerprint(Network network) {
    SortedMap<String, String> fields = common(network);
    network
        .driver()
        .filter(driver -> !driver.equals(Network.DEFAULT_DRIVER))
        .ifPresent(driver -> fields.put("driver", driver));
    if (network.internal()) {
      fields.put("internal", "true");
    }
    return Fingerprint.of(fields);
  }

  /**
   * Whether a network with that fingerprint was made from what is said. Those made by older Berths
   * say nothing of driver and internal, or nothing at all.
   */
  static boolean isOf(Network network, String fingerprint) {
    SortedMap<String, String> common = common(network);
    String older = common.isEmpty() ? "" : Fingerprint.of(common);
    return fingerprint.equals(fingerprint(network)) || fingerprint.equals(older);
  }

  private static SortedMap<String, String> common(Network network) {
    SortedMap<String, String> fields = new TreeMap<>();
    put(fields, "driver_opts.", network.driverOptions());
    put(fields, "labels.", network.labels());
    network.ipv4().ifPresent(on -> fields.put("enable_ipv4", on.toString()));
    network.ipv6().ifPresent(on -> fields.put("enable_ipv6", on.toString()));
    if (network.attachable()) {
      fields.put("attachable", "true");
    }
    network.ipam().ifPresent(ipam -> ipam(ipam, fields));
    return fields;
  }

  private static void ipam(Network.Ipam ipam, SortedMap<String, String> fields) {
    ipam.driver().ifPresent(driver -> fields.put("ipam.driver", driver));
    put(fields, "ipam.options.", ipam.options());
    for (int i = 0; i < ipam.pools().size(); i++) {
      put(fields, "ipam.config[" + i + "].", ipam.pools().get(i));
    }
  }

  private static void put(
      SortedMap<String, String> fields, String front, SortedMap<String, String> pairs) {
    pairs.forEach((key, value) -> fields.put(front + key, value));
  }
}
