package dev.berth.spec.codec;

import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.SwarmDeploy;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code deploy}: what {@link SwarmDeployReader} reads, and restarts that need it. */
final class SwarmDeployWriter {
  private SwarmDeployWriter() {}

  static Map<String, Object> deploy(Service service) {
    SwarmDeploy deploy = service.deploy();
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, "restart_policy", restart(service.restart(), deploy.restart()));
    deploy.mode().ifPresent(mode -> tree.put("mode", mode.text()));
    deploy.endpointMode().ifPresent(mode -> tree.put("endpoint_mode", mode.text()));
    put(tree, "labels", deploy.labels());
    deploy.update().ifPresent(update -> tree.put("update_config", update(update)));
    deploy.rollback().ifPresent(update -> tree.put("rollback_config", update(update)));
    put(tree, "placement", nodes(deploy.nodes()));
    put(tree, "resources", reserved(deploy.reserved()));
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      tree.put(key, value);
    }
  }

  /** Docker's own word for restarts takes no number with {@code always}, and no times at all. */
  private static Map<String, Object> restart(RestartPolicy policy, SwarmDeploy.Restart times) {
    Map<String, Object> tree = new LinkedHashMap<>();
    boolean isLimited =
        policy.mode() == RestartPolicy.Mode.ALWAYS && policy.maxRetries().isPresent();
    if (!isLimited && times.equals(SwarmDeploy.Restart.NONE)) {
      return tree;
    }
    tree.put(
        "condition",
        switch (policy.mode()) {
          case NO -> "none";
          case ON_FAILURE -> "on-failure";
          case ALWAYS, UNLESS_STOPPED -> "any";
        });
    times.delay().ifPresent(delay -> tree.put("delay", Quantities.text(delay)));
    policy.maxRetries().ifPresent(most -> tree.put("max_attempts", most));
    times.window().ifPresent(window -> tree.put("window", Quantities.text(window)));
    return tree;
  }

  private static Map<String, Object> update(SwarmDeploy.Update update) {
    Map<String, Object> tree = new LinkedHashMap<>();
    update.parallelism().ifPresent(n -> tree.put("parallelism", n));
    update.delay().ifPresent(delay -> tree.put("delay", Quantities.text(delay)));
    update.failureAction().ifPresent(action -> tree.put("failure_action", action.text()));
    update.monitor().ifPresent(time -> tree.put("monitor", Quantities.text(time)));
    update.maxFailureRatio().ifPresent(ratio -> tree.put("max_failure_ratio", ratio));
    update.order().ifPresent(order -> tree.put("order", order.text()));
    return tree;
  }

  private static Map<String, Object> nodes(SwarmDeploy.Nodes nodes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!nodes.constraints().isEmpty()) {
      tree.put("constraints", nodes.constraints());
    }
    if (!nodes.spread().isEmpty()) {
      tree.put("preferences", nodes.spread().stream().map(by -> Map.of("spread", by)).toList());
    }
    nodes.mostEach().ifPresent(most -> tree.put("max_replicas_per_node", most));
    return tree;
  }

  private static Map<String, Object> reserved(SwarmDeploy.Reserved reserved) {
    Map<String, Object> tree = new LinkedHashMap<>();
    reserved
        .nanoCpus()
        .ifPresent(nanos ->
            tree.put("cpus", BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString()));
    List<Map<String, Object>> generic =
        reserved.generic().stream().map(SwarmDeployWriter::discrete).toList();
    if (!generic.isEmpty()) {
      tree.put("generic_resources", generic);
    }
    return tree.isEmpty() ? tree : Map.of("reservations", tree);
  }

  private static Map<String, Object> discrete(SwarmDeploy.Discrete discrete) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", discrete.kind());
    tree.put("value", discrete.value());
    return Map.of("discrete_resource_spec", tree);
  }
}
