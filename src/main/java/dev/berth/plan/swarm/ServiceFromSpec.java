package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SpecTree;
import dev.berth.spec.codec.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The service of a manifest that a service of a Swarm looks like, but for what lies beside it. */
final class ServiceFromSpec {
  private static final String STACK = "com.docker.stack.";

  private final Map<?, ?> spec;
  private final Map<?, ?> task;
  private final Map<?, ?> container;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  ServiceFromSpec(Map<?, ?> spec) {
    this.spec = spec;
    this.task = SpecTree.map(spec, "TaskTemplate");
    this.container = SpecTree.map(task, "ContainerSpec");
  }

  Map<String, Object> service() {
    tree.put("image", SpecTree.text(container, "Image"));
    process();
    options();
    put(tree, "ports", ports());
    put(tree, "labels", labels(container));
    put(tree, "healthcheck", health(SpecTree.map(container, "Healthcheck")));
    put(tree, "logging", logging(SpecTree.map(task, "LogDriver")));
    if (SpecTree.at(spec, "Mode", "Replicated", "Replicas") instanceof Number replicas) {
      tree.put("replicas", replicas);
    }
    put(tree, "deploy", new DeployFromSpec(spec).deploy());
    return tree;
  }

  static void put(Map<String, Object> into, String key, Object value) {
    if (!value.equals(List.of()) && !value.equals(Map.of()) && !value.equals("")) {
      into.put(key, value);
    }
  }

  static void time(Map<String, Object> into, String key, Map<?, ?> from, String path) {
    if (SpecTree.number(from, path) > 0) {
      into.put(key, Quantities.text(Duration.ofNanos(SpecTree.number(from, path))));
    }
  }

  /** Those that users have given. */
  static Map<String, String> labels(Map<?, ?> of) {
    Map<String, String> labels = new TreeMap<>(SpecTree.texts(of, "Labels"));
    labels.keySet().removeIf(key -> key.startsWith(STACK) || key.startsWith(Ownership.PREFIX));
    return labels;
  }

  private void process() {
    put(tree, "entrypoint", SpecTree.list(container, "Command"));
    put(tree, "command", SpecTree.list(container, "Args"));
    put(tree, "user", SpecTree.text(container, "User"));
    put(tree, "working_dir", SpecTree.text(container, "Dir"));
    put(tree, "hostname", SpecTree.text(container, "Hostname"));
    put(tree, "stop_signal", SpecTree.text(container, "StopSignal"));
    time(tree, "stop_grace_period", container, "StopGracePeriod");
    flag("init", "Init");
    flag("read_only", "ReadOnly");
    flag("tty", "TTY");
    flag("stdin_open", "OpenStdin");
    Map<String, Object> environment = new LinkedHashMap<>();
    for (Object variable : SpecTree.list(container, "Env")) {
      String[] words = variable.toString().split("=", 2);
      environment.put(words[0], words.length > 1 ? words[1] : Map.of("unset", true));
    }
    put(tree, "environment", environment);
  }

  private void flag(String key, String word) {
    if (Boolean.TRUE.equals(container.get(word))) {
      tree.put(key, true);
    }
  }

  private void options() {
    put(tree, "group_add", SpecTree.list(container, "Groups"));
    put(tree, "cap_add", SpecTree.list(container, "CapabilityAdd"));
    put(tree, "cap_drop", SpecTree.list(container, "CapabilityDrop"));
    put(tree, "dns", SpecTree.list(container, "DNSConfig", "Nameservers"));
    put(tree, "dns_search", SpecTree.list(container, "DNSConfig", "Search"));
    put(tree, "dns_opt", SpecTree.list(container, "DNSConfig", "Options"));
    put(tree, "sysctls", SpecTree.texts(container, "Sysctls"));
    put(
        tree,
        "extra_hosts",
        SpecTree.list(container, "Hosts").stream().map(ServiceFromSpec::host).toList());
    Map<String, Object> limits = new TreeMap<>();
    for (Map<?, ?> limit : SpecTree.maps(container, "Ulimits")) {
      limits.put(
          SpecTree.text(limit, "Name"),
          Map.of("soft", SpecTree.number(limit, "Soft"), "hard", SpecTree.number(limit, "Hard")));
    }
    put(tree, "ulimits", limits);
  }

  /** A line of a hosts file. */
  private static String host(Object line) {
    String[] words = line.toString().split("\\s+", 2);
    return words.length > 1 ? words[1] + ":" + words[0] : line.toString();
  }

  private List<Object> ports() {
    List<Object> ports = new ArrayList<>();
    for (Map<?, ?> port : SpecTree.maps(spec, "EndpointSpec", "Ports")) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("target", SpecTree.number(port, "TargetPort"));
      if (SpecTree.number(port, "PublishedPort") > 0) {
        one.put("published", String.valueOf(SpecTree.number(port, "PublishedPort")));
      }
      String protocol = SpecTree.text(port, "Protocol");
      one.put("protocol", protocol.isEmpty() ? "tcp" : protocol);
      String mode = SpecTree.text(port, "PublishMode");
      one.put("mode", mode.isEmpty() ? "ingress" : mode);
      ports.add(one);
    }
    return ports;
  }

  private static Map<String, Object> health(Map<?, ?> check) {
    Map<String, Object> health = new LinkedHashMap<>();
    put(health, "test", SpecTree.list(check, "Test"));
    time(health, "interval", check, "Interval");
    time(health, "timeout", check, "Timeout");
    time(health, "start_period", check, "StartPeriod");
    time(health, "start_interval", check, "StartInterval");
    if (SpecTree.number(check, "Retries") > 0) {
      health.put("retries", SpecTree.number(check, "Retries"));
    }
    return health;
  }

  private static Map<String, Object> logging(Map<?, ?> driver) {
    Map<String, Object> logging = new LinkedHashMap<>();
    put(logging, "driver", SpecTree.text(driver, "Name"));
    put(logging, "options", SpecTree.texts(driver, "Options"));
    return logging;
  }
}
