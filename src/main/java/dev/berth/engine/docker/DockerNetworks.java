package dev.berth.engine.docker;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.NetworkView;
import dev.berth.spec.Network;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The engine's networks. */
final class DockerNetworks {
  /** A first packet that got lost comes again after a second (RFC 6298), and has some way to go. */
  private static final Duration SECOND_TRY = Duration.ofMillis(1200);

  private final EngineClient calls;

  DockerNetworks(EngineClient calls) {
    this.calls = calls;
  }

  List<NetworkView> networks(Map<String, String> labels) {
    return calls
        .ask(
            "list networks",
            c -> c.listNetworksCmd().withFilter("label", ResourceViews.pairs(labels)).exec())
        .stream()
        .map(ResourceViews::network)
        .sorted(Comparator.comparing(NetworkView::name).thenComparing(NetworkView::id))
        .toList();
  }

  Optional<NetworkView> network(String name) {
    return inspected(name).map(ResourceViews::network);
  }

  private Optional<com.github.dockerjava.api.model.Network> inspected(String name) {
    return EngineCalls.absent(() ->
        calls.ask(
            "inspect network " + name, c -> c.inspectNetworkCmd().withNetworkId(name).exec()));
  }

  Set<String> attached(String id) {
    return inspected(id)
        .flatMap(network -> Optional.ofNullable(network.getContainers()))
        .map(containers -> Set.copyOf(containers.keySet()))
        .orElse(Set.of());
  }

  String createNetwork(String name, Network network, SortedMap<String, String> labels) {
    return id(
        calls.ask(
            "create network " + name,
            client ->
                calls
                    .connection()
                    .raw()
                    .post("/networks/create", Endpoints.network(name, network, labels))));
  }

  static String id(Map<String, Object> answer) {
    return String.valueOf(answer.get("Id"));
  }

  void removeNetwork(String id) {
    calls.tellUnlessGone("remove network " + id, client -> client.removeNetworkCmd(id).exec());
  }

  void connect(String containerId, ContainerSettings.Endpoint endpoint) {
    Map<String, Object> body =
        Map.of("Container", containerId, "EndpointConfig", Endpoints.endpoint(endpoint));
    try {
      calls.execute(
          "connect " + containerId + " to network " + endpoint.network(),
          client ->
              calls
                  .connection()
                  .raw()
                  .post("/networks/" + coded(endpoint.network()) + "/connect", body));
    } catch (EngineException e) {
      if (!e.getMessage().contains("already exists in network")) {
        throw e;
      }
    }
  }

  static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Duration leaveNames(String networkId, String containerId) {
    Optional<ContainerSettings.Endpoint> nameless =
        EngineCalls.absent(() ->
                calls.ask(
                    "inspect " + containerId,
                    client -> client.inspectContainerCmd(containerId).exec()))
            .flatMap(seen -> Endpoints.nameless(seen, networkId));
    if (nameless.isEmpty()) {
      return Duration.ZERO;
    }
    disconnect(networkId, containerId);
    try {
      connect(containerId, nameless.get());
      return SECOND_TRY;
    } catch (EngineException e) {
      connect(containerId, new ContainerSettings.Endpoint(networkId, Set.of()));
      throw e;
    }
  }

  void disconnect(String networkId, String containerId) {
    try {
      calls.tellUnlessGone(
          "disconnect " + containerId + " from network " + networkId,
          client ->
              client
                  .disconnectFromNetworkCmd()
                  .withNetworkId(networkId)
                  .withContainerId(containerId)
                  .withForce(true)
                  .exec());
    } catch (EngineException e) {
      if (!e.getMessage().contains("is not connected")) {
        throw e;
      }
    }
  }
}
