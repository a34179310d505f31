package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.Service;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that lead to several containers: one of them that ends gives them up first (Kubernetes:
 * endpoints), so that nobody is sent to it any more. Engines can do that only by taking it off the
 * network and putting it there again, which its connections survive if its address is the same one.
 */
final class NameSharing {
  private final App app;
  private final Snapshot seen;

  NameSharing(App app, Snapshot seen) {
    this.app = app;
    this.seen = seen;
  }

  /**
   * Whether containers on a network may have to keep their addresses: several of one service are
   * there, for good or while a version follows another.
   */
  static boolean areOn(App app, String network) {
    Network wanted = app.network(network);
    return wanted.driver().orElse(Network.DEFAULT_DRIVER).equals(Network.DEFAULT_DRIVER)
        && wanted.ipam().map(Network.Ipam::isPooled).orElse(!wanted.ipv6().orElse(false))
        && app.services().values().stream()
            .filter(service -> isOn(service, network))
            .anyMatch(service -> service.replicas() > 1 || app.rollout().strategy().overlaps());
  }

  private static boolean isOn(Service service, String network) {
    return service.networking().attachments().stream()
        .map(Map.Entry<String, Networking.Attachment>::getKey)
        .anyMatch(network::equals);
  }

  /**
   * Ids of the networks where a container has names that lead to others of its service too. None
   * for one with ports of the machine: they might lead nowhere meanwhile.
   */
  Set<String> of(ContainerView container) {
    if (!container.isRunning() || !container.settings().ports().isEmpty()) {
      return Set.of();
    }
    return seen.networks().stream()
        .filter(network -> network.labels().containsKey(Ownership.ADDRESSES))
        .map(NetworkView::id)
        .filter(network -> isShared(container, network))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isShared(ContainerView container, String network) {
    Set<String> names = names(container, network);
    return seen.containers().stream()
        .filter(other -> !other.id().equals(container.id()) && Readiness.isReady(other))
        .filter(other -> RemovePlan.surplus(app, other).isEmpty())
        .anyMatch(other -> !Collections.disjoint(names, names(other, network)));
  }

  private static Set<String> names(ContainerView container, String network) {
    return container.networks().getOrDefault(network, Set.of());
  }
}
