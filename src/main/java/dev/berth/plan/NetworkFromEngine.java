package dev.berth.plan;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The networks that containers are on, in the keys of a manifest. Those that were the project's
 * become the app's; all others stay somebody else's.
 */
final class NetworkFromEngine {
  /** The engine's own, that who asks for no network is on. */
  private static final String BRIDGE = "bridge";

  /**
   * What engines choose from where nobody names a subnet (Docker Engine, default address pools).
   */
  private static final Pattern CHOSEN =
      Pattern.compile("172\\.(1[7-9]|2\\d|3[01])\\.0\\.0/16|192\\.168\\.\\d+\\.0/20");

  private final String app;
  private final List<NetworkView> known;
  private final SortedMap<String, Object> declared = new TreeMap<>();

  NetworkFromEngine(String app, List<NetworkView> known) {
    this.app = app;
    this.known = List.copyOf(known);
  }

  /** As behind {@code networks:}. */
  SortedMap<String, Object> declared() {
    return declared;
  }

  /** Adds to a service what its containers say of networks. */
  void write(String service, List<ContainerView> replicas, Map<String, Object> tree) {
    ContainerView first = replicas.getFirst();
    List<Endpoint> endpoints = first.settings().network().endpoints();
    if (first.settings().network().mode().isPresent() || endpoints.isEmpty()) {
      return;
    }
    if (endpoints.size() == 1 && endpoints.getFirst().network().equals(BRIDGE)) {
      tree.put("network_mode", BRIDGE);
      return;
    }
    Map<String, Object> places = new LinkedHashMap<>();
    endpoints.forEach(e -> places.put(key(e.network()), place(service, e, replicas)));
    if (!places.equals(Map.of(Networking.DEFAULT, Map.of()))) {
      tree.put("networks", places);
    }
  }

  /** Of several replicas only what all of them have. */
  private static Map<String, Object> place(
      String service, Endpoint first, List<ContainerView> replicas) {
    Map<String, Object> place = new LinkedHashMap<>();
    Set<String> aliases = new TreeSet<>(first.aliases());
    for (ContainerView replica : replicas) {
      replica.settings().network().endpoints().stream()
          .filter(endpoint -> endpoint.network().equals(first.network()))
          .forEach(endpoint -> aliases.retainAll(endpoint.aliases()));
      aliases.remove(replica.name());
      aliases.removeIf(replica.id()::startsWith);
    }
    aliases.remove(service);
    if (!aliases.isEmpty()) {
      place.put("aliases", List.copyOf(aliases));
    }
    if (replicas.size() == 1) {
      first.wish().ipv4().ifPresent(address -> place.put("ipv4_address", address));
      first.wish().ipv6().ifPresent(address -> place.put("ipv6_address", address));
    }
    return place;
  }

  /** What the manifest calls a network; declared by that. */
  private String key(String name) {
    Optional<NetworkView> network = known.stream().filter(n -> n.name().equals(name)).findFirst();
    Optional<String> own =
        network.filter(n -> isNobodyElses(app, n.labels())).flatMap(this::ownKey);
    own.ifPresent(key -> describe(key, network.orElseThrow()));
    return own.orElseGet(() -> {
      String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
      declared.put(key, Map.of("external", true, "name", name));
      return key;
    });
  }

  /** Whether no Berth has made it, or one has for an app of that name, which is an orphan now. */
  static boolean isNobodyElses(String app, SortedMap<String, String> labels) {
    return !labels.containsKey(Ownership.INSTANCE) || app.equals(labels.get(Ownership.APP));
  }

  /** By Docker Compose's labels, or by its rule for names. */
  private Optional<String> ownKey(NetworkView network) {
    String front = app + "_";
    return Optional.ofNullable(network.labels().get(ComposeLabels.NETWORK))
        .filter(key -> app.equals(network.labels().get(ComposeLabels.PROJECT)))
        .or(() ->
            Optional.of(network.name())
                .filter(name -> name.startsWith(front) && name.length() > front.length())
                .map(name -> name.substring(front.length())));
  }

  private void describe(String key, NetworkView network) {
    Network made = network.made();
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!network.name().equals(app + "_" + key)) {
      tree.put("name", network.name());
    }
    made.driver()
        .filter(driver -> !driver.equals(Network.DEFAULT_DRIVER))
        .ifPresent(driver -> tree.put("driver", driver));
    put(tree, "driver_opts", made.driverOptions());
    put(tree, "labels", own(network.labels()));
    flag(tree, "internal", made.internal());
    flag(tree, "attachable", made.attachable());
    flag(tree, "enable_ipv6", made.ipv6().orElse(false));
    made.ipam().filter(NetworkFromEngine::isDeclared).ifPresent(ipam -> tree.put("ipam", of(ipam)));
    if (!tree.isEmpty() || !key.equals(Networking.DEFAULT)) {
      declared.put(key, tree);
    }
  }

  private static void put(Map<String, Object> tree, String key, SortedMap<String, String> pairs) {
    if (!pairs.isEmpty()) {
      tree.put(key, pairs);
    }
  }

  private static void flag(Map<String, Object> tree, String key, boolean set) {
    if (set) {
      tree.put(key, true);
    }
  }

  static SortedMap<String, String> own(SortedMap<String, String> labels) {
    SortedMap<String, String> own = new TreeMap<>(labels);
    own.keySet()
        .removeIf(key -> key.startsWith(ComposeLabels.PREFIX) || key.startsWith(Ownership.PREFIX));
    return own;
  }

  /** Whether somebody has chosen the addresses; then they are kept if it is ever made anew. */
  private static boolean isDeclared(Network.Ipam ipam) {
    return !ipam.pools().isEmpty()
        && ipam.pools().stream()
            .noneMatch(pool -> CHOSEN.matcher(pool.getOrDefault("subnet", "")).matches());
  }

  private static Map<String, Object> of(Network.Ipam ipam) {
    Map<String, Object> tree = new LinkedHashMap<>();
    ipam.driver().filter(d -> !d.equals("default")).ifPresent(d -> tree.put("driver", d));
    tree.put("config", ipam.pools());
    return tree;
  }
}
