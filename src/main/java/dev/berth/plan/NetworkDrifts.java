package dev.berth.plan;

import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.spec.DriftPolicy;
import dev.berth.spec.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a network with what is declared of it. Nothing of a network can be changed: it is made
 * anew, and those who were on it are connected again.
 *
 * <p>Options, labels and addresses that nobody declared are passed over: engines choose and add
 * some by themselves, and by their configuration.
 */
final class NetworkDrifts {
  private static final List<String> OF_POOLS = List.of("subnet", "ip_range", "gateway");

  private final Network wanted;
  private final NetworkView seen;
  private final List<Drift> drifts = new ArrayList<>();

  private NetworkDrifts(Network wanted, NetworkView seen) {
    this.wanted = wanted;
    this.seen = seen;
  }

  /** All that differs. */
  static List<Drift> of(Network wanted, NetworkView seen) {
    NetworkDrifts found = new NetworkDrifts(wanted, seen);
    found.compare();
    return List.copyOf(found.drifts);
  }

  /** What differs though the network was made for what is wanted, and may not differ. */
  static List<Drift> of(Network wanted, NetworkView seen, DriftPolicy policy) {
    return isMadeFor(wanted, seen)
        ? of(wanted, seen).stream().filter(drift -> !policy.ignores(drift.path())).toList()
        : List.of();
  }

  /** Why it has to be made anew, or empty if it can stay. */
  static Optional<String> misfit(Network wanted, NetworkView seen, DriftPolicy policy) {
    if (!isMadeFor(wanted, seen)) {
      Drift older = new Drift(path(seen), "as declared", "older", Drift.Repair.RECREATE);
      return Optional.of(of(wanted, seen).stream().findFirst().orElse(older).toString());
    }
    return of(wanted, seen).stream()
        .filter(drift -> policy.mends(drift.path()))
        .findFirst()
        .map(Drift::toString);
  }

  private static boolean isMadeFor(Network wanted, NetworkView seen) {
    return NetworkFields.isOf(wanted, seen.labels().getOrDefault(Ownership.FINGERPRINT, ""));
  }

  private static String path(NetworkView seen) {
    return "networks." + seen.name();
  }

  private void compare() {
    Network made = seen.made();
    compare("driver", wanted.driver().orElse(Network.DEFAULT_DRIVER), seen.driver());
    compare("internal", flag(wanted.internal()), flag(made.internal()));
    if (wanted.attachable()) {
      compare("attachable", "true", flag(made.attachable()));
    }
    wanted
        .ipv6()
        .ifPresent(on -> compare("enable_ipv6", flag(on), flag(made.ipv6().orElse(false))));
    compare("driver_opts.", wanted.driverOptions(), made.driverOptions());
    compare("labels.", wanted.labels(), seen.labels());
    wanted.ipam().ifPresent(ipam -> addresses(ipam, made.ipam()));
  }

  private void addresses(Network.Ipam want, Optional<Network.Ipam> have) {
    want.driver()
        .ifPresent(driver ->
            compare("ipam.driver", driver, have.flatMap(Network.Ipam::driver).orElse("default")));
    for (String key : OF_POOLS) {
      String declared = of(want, key);
      if (!declared.isEmpty()) {
        compare("ipam." + key, declared, have.map(ipam -> of(ipam, key)).orElse(""));
      }
    }
  }

  /** Of all pools, in an order that means nothing. */
  private static String of(Network.Ipam ipam, String key) {
    return ipam.pools().stream()
        .filter(pool -> pool.containsKey(key))
        .map(pool -> pool.get(key))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new), all -> String.join(", ", all)));
  }

  private static String flag(boolean set) {
    return set ? "true" : "";
  }

  private void compare(
      String front, SortedMap<String, String> want, SortedMap<String, String> have) {
    want.forEach((key, value) -> compare(front + key, value, have.getOrDefault(key, "")));
  }

  private void compare(String key, String want, String have) {
    if (!want.equals(have)) {
      drifts.add(new Drift(path(seen) + "." + key, want, have, Drift.Repair.RECREATE));
    }
  }
}
