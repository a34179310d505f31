package dev.berth.spec.draft;

import dev.berth.spec.Dependency;
import dev.berth.spec.Link;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.Surroundings;
import dev.berth.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/** Reads one service. */
final class ServiceReader {
  /** Enough for one machine; more is a slip of the finger. */
  private static final long MOST_REPLICAS = 100;

  private final String name;
  private final Node node;
  private final List<Violation> denials;

  ServiceReader(String name, Node node, List<Violation> denials) {
    this.name = name;
    this.node = node;
    this.denials = denials;
  }

  /** Reads the service; keys beside {@code more} must be those of a service. */
  Service read(Set<String> more) {
    Set<String> known = new java.util.HashSet<>(ServiceKeys.KNOWN);
    known.addAll(more);
    known.addAll(ServiceKeys.DENIED);
    Keys.check(node, known, ServiceKeys.REFUSED);
    deny();
    return new Service(
        name,
        ImageReader.image(node),
        process(),
        environment(),
        PortReader.ports(node.child("ports")),
        PortReader.exposed(node.child("expose")),
        MountReader.mounts(node.child("volumes"), node.child("tmpfs")),
        dependencies(node.child("depends_on")),
        links(node.child("links")),
        HealthReader.health(node.child("healthcheck")),
        restart(node.child("restart")),
        replicas(),
        node.child("labels").pairs(),
        resources(),
        onUnhealthy(node.child("onUnhealthy")),
        Surroundings.NONE);
  }

  private void deny() {
    if (node.child("privileged").flag().orElse(false)) {
      deny("privileged", "a privileged container owns the machine");
    }
    for (String key : ServiceKeys.DENIED) {
      Node child = node.child(key);
      if (!child.isAbsent() && !(child.isList() && child.items().isEmpty())) {
        deny(key, "it reaches out of the container");
      }
    }
  }

  private void deny(String key, String why) {
    denials.add(
        new Violation(
            node.child(key).path(),
            "`" + key + "` is refused: " + why + "; no setting allows it yet, so remove it"));
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = EnvironmentReader.read(node.child("env"));
    environment.putAll(EnvironmentReader.read(node.child("environment")));
    return environment;
  }

  private ProcessSpec process() {
    return new ProcessSpec(
        Words.of(node.child("entrypoint")),
        Words.of(node.child("command")),
        node.child("user").text(),
        node.child("working_dir").string(),
        node.child("hostname").string(),
        node.child("init").flag(),
        node.child("read_only").flag().orElse(false),
        node.child("stop_signal").text(),
        Quantities.duration(node.child("stop_grace_period")));
  }

  private static List<Dependency> dependencies(Node dependsOn) {
    if (dependsOn.isList()) {
      return dependsOn.texts().stream()
          .map(other -> new Dependency(other, Dependency.Condition.STARTED, true))
          .toList();
    }
    List<Dependency> dependencies = new ArrayList<>();
    dependsOn
        .children()
        .forEach((other, child) -> {
          Keys.check(child, Set.of("condition", "required", "restart"));
          dependencies.add(
              new Dependency(
                  other,
                  condition(child.child("condition")),
                  child.child("required").flag().orElse(true)));
        });
    return dependencies;
  }

  private static Dependency.Condition condition(Node node) {
    String word = node.string().orElse("service_started");
    return switch (word) {
      case "service_started" -> Dependency.Condition.STARTED;
      case "service_healthy" -> Dependency.Condition.HEALTHY;
      case "service_completed_successfully" -> Dependency.Condition.COMPLETED;
      case "service_ready" -> Dependency.Condition.READY;
      default -> {
        node.refuse(
            "must be service_started, service_healthy, service_ready or"
                + " service_completed_successfully, was `"
                + word
                + "`");
        yield Dependency.Condition.STARTED;
      }
    };
  }

  private static List<Link> links(Node links) {
    if (links.isList()) {
      return links.texts().stream().map(Link::to).toList();
    }
    List<Link> all = new ArrayList<>();
    links
        .children()
        .forEach((target, options) -> {
          Keys.check(options, Set.of("image", "persist", "auth", "environment"));
          all.add(
              new Link(
                  target,
                  options.child("image").string(),
                  options.child("persist").flag(),
                  options.child("auth").flag(),
                  options.child("environment").pairs(),
                  Optional.empty()));
        });
    return all;
  }

  private static RestartPolicy restart(Node node) {
    String word = node.text().orElse("always");
    return switch (word) {
      case "always" -> RestartPolicy.ALWAYS;
      case "no", "false" -> RestartPolicy.NEVER;
      case "unless-stopped" -> RestartPolicy.UNLESS_STOPPED;
      case "on-failure" -> new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, OptionalInt.empty());
      default -> {
        if (word.matches("on-failure:\\d{1,6}")) {
          int retries = Integer.parseInt(word.substring(word.indexOf(':') + 1));
          yield new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, OptionalInt.of(retries));
        }
        node.refuse(
            "must be no, always, on-failure, on-failure:N or unless-stopped, was `" + word + "`");
        yield RestartPolicy.ALWAYS;
      }
    };
  }

  private static Service.OnUnhealthy onUnhealthy(Node node) {
    String word = node.text().orElse("restart");
    if (!Set.of("restart", "none").contains(word)) {
      node.refuse("must be restart or none, was `" + word + "`");
    }
    return word.equals("none") ? Service.OnUnhealthy.NONE : Service.OnUnhealthy.RESTART;
  }

  private int replicas() {
    Node deploy = node.child("deploy");
    return node.child("replicas")
        .number(0, MOST_REPLICAS)
        .or(() -> node.child("scale").number(0, MOST_REPLICAS))
        .or(() -> deploy.child("replicas").number(0, MOST_REPLICAS))
        .orElse(1L)
        .intValue();
  }

  private Resources resources() {
    Node deploy = node.child("deploy");
    Keys.check(
        deploy,
        Set.of("replicas", "resources", "mode"),
        Map.of(
            "update_config", "`update_config` is not supported yet",
            "rollback_config", "`rollback_config` is not supported yet",
            "restart_policy", "`restart_policy` is not supported yet; use `restart` of the service",
            "placement", "`placement` is not supported: there is one machine",
            "labels", "`labels` of deploy are not supported; use those of the service"));
    Keys.check(deploy.child("resources"), Set.of("limits", "reservations"));
    Node limits = deploy.child("resources").child("limits");
    Node reservations = deploy.child("resources").child("reservations");
    Keys.check(limits, Set.of("cpus", "memory", "pids"));
    Keys.check(reservations, Set.of("memory", "cpus"));
    return new Resources(
        first(Quantities.nanoCpus(limits.child("cpus")), Quantities.nanoCpus(node.child("cpus"))),
        first(Quantities.bytes(limits.child("memory")), Quantities.bytes(node.child("mem_limit"))),
        first(
            Quantities.bytes(reservations.child("memory")),
            Quantities.bytes(node.child("mem_reservation"))),
        first(
            limits.child("pids").number(-1, Integer.MAX_VALUE),
            node.child("pids_limit").number(-1, Integer.MAX_VALUE)));
  }

  private static OptionalLong first(Optional<Long> one, Optional<Long> other) {
    return one.or(() -> other).map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
