package dev.berth.plan.swarm;

import dev.berth.spec.Port;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.spec.SwarmDeploy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many tasks a service has, where, and how they are replaced, as the Engine API spells it. What
 * {@code deploy} says counts; what it leaves open comes from {@code rollout}.
 */
final class DeployTree {
  private final SwarmWish wish;
  private final Service service;
  private final SwarmDeploy deploy;

  DeployTree(SwarmWish wish, Service service) {
    this.wish = wish;
    this.service = service;
    this.deploy = service.deploy();
  }

  /** Nothing runs of an app that is stopped. */
  Map<String, Object> mode() {
    long replicas = wish.desired().isStopped() ? 0 : service.replicas();
    return switch (SwarmJobs.mode(wish.desired().app(), service)) {
      case REPLICATED -> Map.of("Replicated", Map.of("Replicas", replicas));
      case GLOBAL -> Map.of("Global", Map.of());
      case REPLICATED_JOB ->
          Map.of("ReplicatedJob", Map.of("MaxConcurrent", replicas, "TotalCompletions", replicas));
      case GLOBAL_JOB -> Map.of("GlobalJob", Map.of());
    };
  }

  /** Which nodes will do; no task is made anew when that changes and its node still does. */
  Optional<Map<String, Object>> placement() {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<String> constraints = new ArrayList<>(deploy.nodes().constraints());
    SwarmVolumes.pin(wish, service).ifPresent(constraints::add);
    if (wish.desired().isStopped() && SwarmJobs.mode(wish.desired().app(), service).isGlobal()) {
      constraints.add("node.hostname==none.stopped"); // The one way to have none of them run.
    }
    if (!constraints.isEmpty()) {
      tree.put("Constraints", constraints);
    }
    List<Map<String, Object>> spread =
        deploy.nodes().spread().stream()
            .map(by -> Map.<String, Object>of("Spread", Map.of("SpreadDescriptor", by)))
            .toList();
    if (!spread.isEmpty()) {
      tree.put("Preferences", spread);
    }
    deploy.nodes().mostEach().ifPresent(most -> tree.put("MaxReplicas", most));
    return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
  }

  Optional<Map<String, Object>> resources() {
    Resources wanted = service.resources();
    Map<String, Object> limits = new LinkedHashMap<>();
    wanted.nanoCpus().ifPresent(cpus -> limits.put("NanoCPUs", cpus));
    wanted.memoryBytes().ifPresent(bytes -> limits.put("MemoryBytes", bytes));
    wanted.pids().ifPresent(pids -> limits.put("Pids", pids));
    Map<String, Object> reserved = new LinkedHashMap<>();
    deploy.reserved().nanoCpus().ifPresent(cpus -> reserved.put("NanoCPUs", cpus));
    wanted.memoryReservationBytes().ifPresent(bytes -> reserved.put("MemoryBytes", bytes));
    List<Map<String, Object>> generic =
        deploy.reserved().generic().stream().map(DeployTree::generic).toList();
    if (!generic.isEmpty()) {
      reserved.put("GenericResources", generic);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!limits.isEmpty()) {
      tree.put("Limits", limits);
    }
    if (!reserved.isEmpty()) {
      tree.put("Reservations", reserved);
    }
    return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
  }

  private static Map<String, Object> generic(SwarmDeploy.Discrete one) {
    return Map.of("DiscreteResourceSpec", Map.of("Kind", one.kind(), "Value", one.value()));
  }

  Map<String, Object> restart() {
    RestartPolicy policy = service.restart();
    boolean isJob = SwarmJobs.mode(wish.desired().app(), service).isJob();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "Condition",
        switch (policy.mode()) {
          case ALWAYS, UNLESS_STOPPED -> isJob ? "on-failure" : "any";
          case ON_FAILURE -> "on-failure";
          case NO -> "none";
        });
    policy.maxRetries().ifPresent(times -> tree.put("MaxAttempts", times));
    deploy.restart().delay().ifPresent(time -> tree.put("Delay", time.toNanos()));
    deploy.restart().window().ifPresent(time -> tree.put("Window", time.toNanos()));
    return tree;
  }

  /** How many tasks change at a time, and what becomes of them when they fail. */
  Map<String, Object> update() {
    Rollout rollout = wish.desired().app().rollout();
    boolean isRolling = rollout.strategy().overlaps() && service.canRunTwice();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Parallelism", isRolling ? Math.max(1, rollout.surge(service.replicas())) : 1);
    tree.put("Order", isRolling && !holdsPort() ? "start-first" : "stop-first");
    tree.put("FailureAction", rollout.autoRollback() ? "rollback" : "pause");
    rollout.minReady().map(Duration::toNanos).ifPresent(time -> tree.put("Monitor", time));
    deploy.update().ifPresent(said -> tree.putAll(pace(said)));
    return tree;
  }

  private boolean holdsPort() {
    return service.ports().stream().anyMatch(port -> port.isFixed() && !isIngress(port));
  }

  /** Of the way back; empty where nothing is said of it. */
  Optional<Map<String, Object>> rollback() {
    return deploy.rollback().map(DeployTree::pace);
  }

  private static Map<String, Object> pace(SwarmDeploy.Update said) {
    Map<String, Object> tree = new LinkedHashMap<>();
    said.parallelism().ifPresent(tasks -> tree.put("Parallelism", tasks));
    said.delay().ifPresent(time -> tree.put("Delay", time.toNanos()));
    said.failureAction().ifPresent(action -> tree.put("FailureAction", action.text()));
    said.monitor().ifPresent(time -> tree.put("Monitor", time.toNanos()));
    said.maxFailureRatio().ifPresent(ratio -> tree.put("MaxFailureRatio", ratio));
    said.order().ifPresent(order -> tree.put("Order", order.text()));
    return tree;
  }

  Map<String, Object> endpoint() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Mode", deploy.endpointMode().orElse(SwarmDeploy.EndpointMode.DNSRR).text());
    List<Map<String, Object>> ports = service.ports().stream().map(DeployTree::port).toList();
    if (!ports.isEmpty()) {
      tree.put("Ports", ports);
    }
    return tree;
  }

  private static boolean isIngress(Port port) {
    return port.mode().filter(Port.Mode.INGRESS::equals).isPresent();
  }

  private static Map<String, Object> port(Port port) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Protocol", port.protocol().name().toLowerCase(Locale.ROOT));
    tree.put("TargetPort", port.target());
    port.published().ifPresent(range -> tree.put("PublishedPort", range.first()));
    tree.put("PublishMode", isIngress(port) ? "ingress" : "host");
    return tree;
  }
}
