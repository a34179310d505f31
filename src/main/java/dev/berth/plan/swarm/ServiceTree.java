package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.spec.App;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Link;
import dev.berth.spec.Networking;
import dev.berth.spec.Port;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Rollout;
import dev.berth.spec.RunOption;
import dev.berth.spec.Service;
import dev.berth.spec.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The service that a Swarm is to have, as the Engine API spells it. */
final class ServiceTree {
  static final String NAMESPACE = "com.docker.stack.namespace";
  private static final String IMAGE = "com.docker.stack.image";

  private final SwarmWish wish;
  private final Service service;
  private final Optional<SwarmService> seen;

  /** {@code seen} is the one that is there. */
  ServiceTree(SwarmWish wish, Service service, Optional<SwarmService> seen) {
    this.wish = wish;
    this.service = service;
    this.seen = seen;
  }

  /**
   * A service as it is to be.
   *
   * @param fingerprint of what another one would mean other tasks for
   */
  record Drawn(Map<String, Object> spec, String fingerprint) {}

  /** With an image that is there, or that nodes can pull. */
  Drawn draw(String image) {
    Map<String, Object> container = ContainerTree.of(wish, service, image);
    Map<String, Object> task = task(container);
    SortedMap<String, String> labels = new TreeMap<>(service.labels());
    container.put("Labels", labels);
    String fingerprint = Fingerprint.of(SpecFields.of(Map.of("TaskTemplate", task), wish.seen()));
    labels.put(Ownership.FINGERPRINT, fingerprint);
    labels.put(Ownership.REVISION, revision(fingerprint));
    placement(task);
    long forced = forced();
    if (forced > 0) {
      task.put("ForceUpdate", forced);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("Name", wish.name(service));
    spec.put("Labels", labels());
    spec.put("TaskTemplate", task);
    spec.put("Mode", mode());
    if (!wish.isJob(service)) {
      spec.put("UpdateConfig", update());
    }
    spec.put("EndpointSpec", endpoint());
    return new Drawn(spec, fingerprint);
  }

  /** Tasks that are as they are to be keep the revision that they were made for. */
  private String revision(String fingerprint) {
    return seen.filter(one -> one.fingerprint().equals(fingerprint))
        .map(one -> one.containerLabels().get(Ownership.REVISION))
        .orElse(Long.toString(wish.desired().revision()));
  }

  /** What others have written is kept. */
  private SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    seen.ifPresent(one -> labels.putAll(one.labels()));
    labels.put(Ownership.INSTANCE, wish.instance());
    labels.put(Ownership.APP, wish.app());
    labels.put(Ownership.SERVICE, service.name());
    labels.put(NAMESPACE, wish.app());
    labels.put(IMAGE, SwarmImages.reference(wish, service));
    return labels;
  }

  private Map<String, Object> task(Map<String, Object> container) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("ContainerSpec", container);
    resources(service.resources()).ifPresent(tree -> task.put("Resources", tree));
    task.put("RestartPolicy", restart());
    task.put("Networks", networks());
    service
        .options()
        .get(RunOption.LOGGING)
        .ifPresent(setting -> task.put("LogDriver", logging(setting)));
    return task;
  }

  private void placement(Map<String, Object> task) {
    SwarmVolumes.pin(wish, service)
        .ifPresent(pin -> task.put("Placement", Map.of("Constraints", List.of(pin))));
  }

  private static Optional<Map<String, Object>> resources(Resources wanted) {
    Map<String, Object> limits = new LinkedHashMap<>();
    wanted.nanoCpus().ifPresent(cpus -> limits.put("NanoCPUs", cpus));
    wanted.memoryBytes().ifPresent(bytes -> limits.put("MemoryBytes", bytes));
    wanted.pids().ifPresent(pids -> limits.put("Pids", pids));
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!limits.isEmpty()) {
      tree.put("Limits", limits);
    }
    wanted
        .memoryReservationBytes()
        .ifPresent(bytes -> tree.put("Reservations", Map.of("MemoryBytes", bytes)));
    return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
  }

  private Map<String, Object> restart() {
    RestartPolicy policy = service.restart();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "Condition",
        switch (policy.mode()) {
          case ALWAYS, UNLESS_STOPPED -> "any";
          case ON_FAILURE -> "on-failure";
          case NO -> "none";
        });
    policy.maxRetries().ifPresent(times -> tree.put("MaxAttempts", times));
    return tree;
  }

  private static Map<String, Object> logging(Setting setting) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, String> options = new TreeMap<>();
    if (setting instanceof Setting.Pairs pairs) {
      pairs
          .pairs()
          .forEach((key, value) -> {
            if (key.equals("driver")) {
              tree.put("Name", value);
            } else {
              options.put(key.substring(key.indexOf('.') + 1), value);
            }
          });
    }
    tree.put("Options", options);
    return tree;
  }

  private List<Map<String, Object>> networks() {
    App app = wish.desired().app();
    TreeSet<String> names = new TreeSet<>();
    names.add(service.name());
    app.services().values().stream()
        .flatMap(other -> other.links().stream())
        .filter(link -> link.name().equals(service.name()))
        .flatMap((Link link) -> link.alias().stream())
        .forEach(names::add);
    List<Map<String, Object>> networks = new ArrayList<>();
    for (Map.Entry<String, Networking.Attachment> at : service.networking().attachments()) {
      TreeSet<String> aliases = new TreeSet<>(names);
      aliases.addAll(at.getValue().aliases());
      String name = OverlayPlan.name(app, at.getKey());
      networks.add(
          Map.of(
              "Target",
              wish.seen().object(SwarmObject.Kind.NETWORK, name).map(SwarmObject::id).orElse(name),
              "Aliases",
              List.copyOf(aliases)));
    }
    return networks;
  }

  private Map<String, Object> mode() {
    long replicas = wish.desired().isStopped() ? 0 : service.replicas();
    return wish.isJob(service)
        ? Map.of("ReplicatedJob", Map.of("MaxConcurrent", replicas, "TotalCompletions", replicas))
        : Map.of("Replicated", Map.of("Replicas", replicas));
  }

  /** Somebody asked for a start; what others have asked for beside Berth stays. */
  private long forced() {
    long there =
        seen.map(one -> SpecTree.number(one.spec(), "TaskTemplate", "ForceUpdate")).orElse(0L);
    long asked = wish.desired().restartedAt().map(Instant::getEpochSecond).orElse(0L);
    return Math.max(there, asked);
  }

  /** How many tasks change at a time, and what becomes of them when they fail. */
  private Map<String, Object> update() {
    Rollout rollout = wish.desired().app().rollout();
    boolean isRolling = rollout.strategy().overlaps() && service.canRunTwice();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Parallelism", isRolling ? Math.max(1, rollout.surge(service.replicas())) : 1);
    tree.put("Order", isRolling && !service.holdsHostPort() ? "start-first" : "stop-first");
    tree.put("FailureAction", rollout.autoRollback() ? "rollback" : "pause");
    rollout.minReady().map(Duration::toNanos).ifPresent(time -> tree.put("Monitor", time));
    return tree;
  }

  private Map<String, Object> endpoint() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Mode", "dnsrr");
    List<Map<String, Object>> ports = service.ports().stream().map(ServiceTree::port).toList();
    if (!ports.isEmpty()) {
      tree.put("Ports", ports);
    }
    return tree;
  }

  private static Map<String, Object> port(Port port) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Protocol", port.protocol().name().toLowerCase(Locale.ROOT));
    tree.put("TargetPort", port.target());
    port.published().ifPresent(range -> tree.put("PublishedPort", range.first()));
    tree.put("PublishMode", "host");
    return tree;
  }
}
