package dev.berth.plan;

import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerView;
import dev.berth.plan.Drift.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs in one place on a network. None of it can be changed: the container is taken off the
 * network, and put there again as it should be.
 */
final class EndpointDrifts {
  private EndpointDrifts() {}

  static List<Drift> of(Endpoint wanted, Set<String> aliases, ContainerView seen) {
    List<Drift> drifts = new ArrayList<>();
    String path = "networks." + wanted.network();
    if (!aliases.containsAll(wanted.aliases())) {
      drifts.add(
          new Drift(
              path + ".aliases",
              new TreeSet<>(wanted.aliases()).toString(),
              new TreeSet<>(aliases).toString(),
              Repair.DISCONNECT));
    }
    seen.settings().network().endpoints().stream()
        .filter(have -> have.network().equals(wanted.network()))
        .findFirst()
        .ifPresent(have -> {
          address(path + ".ipv4_address", wanted.wish().ipv4(), have.wish().ipv4(), drifts);
          address(path + ".ipv6_address", wanted.wish().ipv6(), have.wish().ipv6(), drifts);
        });
    return drifts;
  }

  private static void address(
      String path, Optional<String> want, Optional<String> have, List<Drift> drifts) {
    if (!want.equals(have)) {
      drifts.add(new Drift(path, want.orElse(""), have.orElse(""), Repair.DISCONNECT));
    }
  }
}
