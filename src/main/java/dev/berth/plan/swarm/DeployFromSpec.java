package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SpecTree;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code deploy} of a manifest that a service of a Swarm looks like. */
final class DeployFromSpec {
  private final Map<?, ?> spec;

  DeployFromSpec(Map<?, ?> spec) {
    this.spec = spec;
  }

  Map<String, Object> deploy() {
    Map<String, Object> tree = new LinkedHashMap<>();
    mode(tree);
    String endpoint = SpecTree.text(spec, "EndpointSpec", "Mode");
    tree.put("endpoint_mode", endpoint.isEmpty() ? "vip" : endpoint);
    ServiceFromSpec.put(tree, "labels", ServiceFromSpec.labels(spec));
    ServiceFromSpec.put(tree, "update_config", pace(SpecTree.map(spec, "UpdateConfig")));
    ServiceFromSpec.put(tree, "rollback_config", pace(SpecTree.map(spec, "RollbackConfig")));
    ServiceFromSpec.put(tree, "placement", placement());
    ServiceFromSpec.put(tree, "resources", resources());
    ServiceFromSpec.put(tree, "restart_policy", restart());
    return tree;
  }

  private void mode(Map<String, Object> tree) {
    Map<?, ?> mode = SpecTree.map(spec, "Mode");
    if (mode.containsKey("Global")) {
      tree.put("mode", "global");
    } else if (mode.containsKey("ReplicatedJob")) {
      tree.put("mode", "replicated-job");
      long all = SpecTree.number(mode, "ReplicatedJob", "TotalCompletions");
      tree.put("replicas", Math.max(1, all));
    } else if (mode.containsKey("GlobalJob")) {
      tree.put("mode", "global-job");
    }
  }

  private static Map<String, Object> pace(Map<?, ?> config) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (config.isEmpty()) {
      return tree;
    }
    tree.put("parallelism", SpecTree.number(config, "Parallelism"));
    ServiceFromSpec.time(tree, "delay", config, "Delay");
    ServiceFromSpec.put(tree, "failure_action", SpecTree.text(config, "FailureAction"));
    ServiceFromSpec.time(tree, "monitor", config, "Monitor");
    if (config.get("MaxFailureRatio") instanceof Number ratio && ratio.doubleValue() > 0) {
      tree.put("max_failure_ratio", ratio);
    }
    ServiceFromSpec.put(tree, "order", SpecTree.text(config, "Order"));
    return tree;
  }

  private Map<String, Object> placement() {
    Map<?, ?> placement = SpecTree.map(spec, "TaskTemplate", "Placement");
    Map<String, Object> tree = new LinkedHashMap<>();
    ServiceFromSpec.put(tree, "constraints", SpecTree.list(placement, "Constraints"));
    List<Object> spread =
        SpecTree.maps(placement, "Preferences").stream()
            .<Object>map(one -> Map.of("spread", SpecTree.text(one, "Spread", "SpreadDescriptor")))
            .toList();
    ServiceFromSpec.put(tree, "preferences", spread);
    long most = SpecTree.number(placement, "MaxReplicas");
    if (most > 0) {
      tree.put("max_replicas_per_node", most);
    }
    return tree;
  }

  private Map<String, Object> resources() {
    Map<String, Object> tree = new LinkedHashMap<>();
    ServiceFromSpec.put(
        tree, "limits", room(SpecTree.map(spec, "TaskTemplate", "Resources", "Limits")));
    Map<?, ?> wanted = SpecTree.map(spec, "TaskTemplate", "Resources", "Reservations");
    Map<String, Object> reserved = room(wanted);
    List<Object> generic =
        SpecTree.maps(wanted, "GenericResources").stream()
            .filter(one -> one.containsKey("DiscreteResourceSpec"))
            .<Object>map(one ->
                Map.of(
                    "discrete_resource_spec",
                    Map.of(
                        "kind", SpecTree.text(one, "DiscreteResourceSpec", "Kind"),
                        "value", SpecTree.number(one, "DiscreteResourceSpec", "Value"))))
            .toList();
    ServiceFromSpec.put(reserved, "generic_resources", generic);
    ServiceFromSpec.put(tree, "reservations", reserved);
    return tree;
  }

  private static Map<String, Object> room(Map<?, ?> given) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (SpecTree.number(given, "NanoCPUs") > 0) {
      BigDecimal cpus = BigDecimal.valueOf(SpecTree.number(given, "NanoCPUs"), 9);
      tree.put("cpus", cpus.stripTrailingZeros().toPlainString());
    }
    if (SpecTree.number(given, "MemoryBytes") > 0) {
      tree.put("memory", SpecTree.number(given, "MemoryBytes"));
    }
    if (SpecTree.number(given, "Pids") > 0) {
      tree.put("pids", SpecTree.number(given, "Pids"));
    }
    return tree;
  }

  private Map<String, Object> restart() {
    Map<?, ?> policy = SpecTree.map(spec, "TaskTemplate", "RestartPolicy");
    Map<String, Object> tree = new LinkedHashMap<>();
    ServiceFromSpec.put(tree, "condition", SpecTree.text(policy, "Condition"));
    ServiceFromSpec.time(tree, "delay", policy, "Delay");
    if (SpecTree.number(policy, "MaxAttempts") > 0) {
      tree.put("max_attempts", SpecTree.number(policy, "MaxAttempts"));
    }
    ServiceFromSpec.time(tree, "window", policy, "Window");
    return tree;
  }
}
