package dev.berth.reconcile.execute;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.Ownership;
import dev.berth.plan.NetworkAction;
import dev.berth.spec.Network;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes networks. Engines give a container the address that it asks for only where the pools were
 * asked for as well: so the engine first chooses some, which no route of the machine is in the way
 * of, and is then asked for just those.
 */
final class NetworkMaker {
  private final ContainerEngine engine;

  NetworkMaker(ContainerEngine engine) {
    this.engine = engine;
  }

  void make(NetworkAction.CreateNetwork action) {
    if (!action.labels().containsKey(Ownership.ADDRESSES) || action.network().ipam().isPresent()) {
      engine.createNetwork(action.name(), action.network(), action.labels());
      return;
    }
    SortedMap<String, String> labels = new TreeMap<>(action.labels());
    labels.remove(Ownership.ADDRESSES);
    String id = engine.createNetwork(action.name(), action.network(), labels);
    engine
        .network(id)
        .flatMap(network -> network.made().ipam())
        .filter(Network.Ipam::isPooled)
        .ifPresent(pools -> {
          engine.removeNetwork(id);
          engine.createNetwork(action.name(), action.network().withIpam(pools), action.labels());
        });
  }
}
