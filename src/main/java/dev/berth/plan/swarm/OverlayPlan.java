package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.spec.App;
import dev.berth.spec.Network;
import dev.berth.spec.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Networks of an app that reach over all nodes. */
final class OverlayPlan {
  private OverlayPlan() {}

  /** As a stack has it: {@code app_default}. */
  static String name(App app, String network) {
    return app.network(network).name().orElse(app.name() + "_" + network);
  }

  /** Those that services are on, by their names in the manifest. */
  static Set<String> wanted(App app) {
    Set<String> wanted = new TreeSet<>();
    for (Service service : app.services().values()) {
      service.networking().attachments().forEach(at -> wanted.add(at.getKey()));
    }
    return wanted;
  }

  static Map<String, Object> spec(SwarmWish wish, String network) {
    Network wanted = wish.desired().app().network(network);
    SortedMap<String, String> labels = new TreeMap<>(wanted.labels());
    labels.put(Ownership.INSTANCE, wish.instance());
    labels.put(Ownership.APP, wish.app());
    labels.put(ServiceTree.NAMESPACE, wish.app());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("Name", name(wish.desired().app(), network));
    spec.put("CheckDuplicate", true);
    spec.put("Driver", wanted.driver().orElse("overlay"));
    spec.put("Attachable", true);
    spec.put("Internal", wanted.internal());
    spec.put("Options", wanted.driverOptions());
    spec.put("Labels", labels);
    wanted.ipam().ifPresent(ipam -> spec.put("IPAM", ipam(ipam)));
    return spec;
  }

  private static Map<String, Object> ipam(Network.Ipam ipam) {
    List<Map<String, String>> pools =
        ipam.pools().stream()
            .map(pool -> {
              Map<String, String> tree = new TreeMap<>();
              pool.forEach((key, value) -> {
                switch (key) {
                  case "subnet" -> tree.put("Subnet", value);
                  case "ip_range" -> tree.put("IPRange", value);
                  case "gateway" -> tree.put("Gateway", value);
                  default -> {} // Addresses for others: an overlay has none.
                }
              });
              return tree;
            })
            .toList();
    return Map.of("Driver", ipam.driver().orElse("default"), "Config", pools);
  }
}
