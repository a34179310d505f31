package dev.berth.spec.codec;

import dev.berth.spec.OwnKey;
import dev.berth.spec.SwarmDeploy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what {@code deploy} says that only a Swarm acts on. */
final class SwarmDeployReader {
  private static final Set<String> UPDATE =
      Set.of("parallelism", "delay", "failure_action", "monitor", "max_failure_ratio", "order");

  private static final Set<String> NODES =
      Set.of("constraints", "preferences", "max_replicas_per_node");

  private SwarmDeployReader() {}

  static SwarmDeploy read(Node service) {
    Node deploy = service.child(OwnKey.DEPLOY);
    Node restart = deploy.child("restart_policy");
    return new SwarmDeploy(
        word(deploy.child("mode"), SwarmDeploy.Mode.values(), SwarmDeploy.Mode::text),
        word(
            deploy.child("endpoint_mode"),
            SwarmDeploy.EndpointMode.values(),
            SwarmDeploy.EndpointMode::text),
        deploy.child("labels").pairs(),
        update(deploy.child("update_config")),
        update(deploy.child("rollback_config")),
        nodes(deploy.child("placement")),
        new SwarmDeploy.Restart(
            Quantities.duration(restart.child("delay")),
            Quantities.duration(restart.child("window"))),
        reserved(deploy.child("resources").child("reservations")));
  }

  private static Optional<SwarmDeploy.Update> update(Node node) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    Keys.check(node, UPDATE, "{parallelism: 1}");
    return Optional.of(
        new SwarmDeploy.Update(
            count(node.child("parallelism"), 0),
            Quantities.duration(node.child("delay")),
            word(
                node.child("failure_action"),
                SwarmDeploy.FailureAction.values(),
                SwarmDeploy.FailureAction::text),
            Quantities.duration(node.child("monitor")),
            ratio(node.child("max_failure_ratio")),
            word(node.child("order"), SwarmDeploy.Order.values(), SwarmDeploy.Order::text)));
  }

  private static SwarmDeploy.Nodes nodes(Node node) {
    Keys.check(node, NODES, "{constraints: [node.role==worker]}");
    List<String> spread = new ArrayList<>();
    for (Node preference : node.child("preferences").items()) {
      Keys.check(preference, Set.of("spread"), "{spread: node.labels.zone}");
      preference.child("spread").text().ifPresent(spread::add);
    }
    return new SwarmDeploy.Nodes(
        node.child("constraints").texts(), spread, count(node.child("max_replicas_per_node"), 0));
  }

  private static SwarmDeploy.Reserved reserved(Node node) {
    List<SwarmDeploy.Discrete> generic = new ArrayList<>();
    for (Node item : node.child("generic_resources").items()) {
      Keys.check(
          item,
          Set.of("discrete_resource_spec"),
          "{discrete_resource_spec: {kind: ssd, value: 1}}");
      Node discrete = item.child("discrete_resource_spec");
      Keys.check(discrete, Set.of("kind", "value"));
      Optional<String> kind = discrete.child("kind").text();
      Optional<Long> value = discrete.child("value").number(0, Long.MAX_VALUE);
      if (kind.isPresent() && value.isPresent()) {
        generic.add(new SwarmDeploy.Discrete(kind.get(), value.get()));
      }
    }
    return new SwarmDeploy.Reserved(
        Quantities.nanoCpus(node.child("cpus"))
            .filter(nanos -> nanos > 0)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        generic);
  }

  private static OptionalInt count(Node node, long least) {
    return node.number(least, Integer.MAX_VALUE)
        .map(n -> OptionalInt.of(n.intValue()))
        .orElse(OptionalInt.empty());
  }

  private static OptionalDouble ratio(Node node) {
    return Quantities.share(node).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static <E> Optional<E> word(Node node, E[] all, Function<E, String> text) {
    return node.text()
        .flatMap(word -> {
          Optional<E> found =
              Arrays.stream(all).filter(e -> text.apply(e).equals(word)).findFirst();
          if (found.isEmpty()) {
            String words = Arrays.stream(all).map(text).collect(Collectors.joining(", "));
            node.refuse("must be one of " + words + ", was `" + word + "`");
          }
          return found;
        });
  }
}
