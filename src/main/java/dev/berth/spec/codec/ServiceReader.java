package dev.berth.spec.codec;

import dev.berth.spec.Dependency;
import dev.berth.spec.Link;
import dev.berth.spec.OwnKey;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Reads one service. */
final class ServiceReader {
  private final String name;
  private final Node node;
  private final List<Violation> notices;

  ServiceReader(String name, Node node, List<Violation> notices) {
    this.name = name;
    this.node = node;
    this.notices = notices;
  }

  /** Reads the service; keys beside {@code more} must be those of a service. */
  Service read(Set<String> more) {
    Keys.check(node, ServiceKeys.known(more), ServiceKeys.REFUSED);
    ServiceKeys.IGNORED.forEach((key, why) -> {
      if (!node.child(key).isAbsent()) {
        notices.add(new Violation(node.child(key).path(), why));
      }
    });
    return new Service(
        name,
        ImageReader.image(node, notices),
        process(),
        environment(),
        PortReader.ports(node.child(OwnKey.PORTS)),
        PortReader.exposed(node.child(OwnKey.EXPOSE)),
        MountReader.mounts(node.child(OwnKey.VOLUMES), node.child(OwnKey.TMPFS)),
        dependencies(node.child(OwnKey.DEPENDS_ON)),
        links(node.child(OwnKey.LINKS)),
        HealthReader.health(node.child(OwnKey.HEALTHCHECK)),
        DeployReader.restart(node),
        DeployReader.replicas(node),
        node.child(OwnKey.LABELS).pairs(),
        DeployReader.resources(node, notices),
        onUnhealthy(node.child(OwnKey.ON_UNHEALTHY)),
        surroundings());
  }

  private ServiceRuntime surroundings() {
    return new ServiceRuntime(
        NetworkReader.networking(node),
        OptionReader.options(node),
        FileReader.files(node),
        FileReader.hooks(node.child(OwnKey.POST_START)),
        FileReader.hooks(node.child(OwnKey.PRE_STOP)),
        node.child(OwnKey.RENEW_ANON_VOLUMES).flag().orElse(false),
        SwarmDeployReader.read(node));
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = EnvironmentReader.read(node.child(OwnKey.ENV));
    environment.putAll(EnvironmentReader.read(node.child(OwnKey.ENVIRONMENT)));
    return environment;
  }

  private ProcessSpec process() {
    return new ProcessSpec(
        CommandWords.of(node.child(OwnKey.ENTRYPOINT)),
        CommandWords.of(node.child(OwnKey.COMMAND)),
        node.child(OwnKey.USER).text(),
        node.child(OwnKey.WORKING_DIR).string(),
        node.child(OwnKey.HOSTNAME).string(),
        node.child(OwnKey.INIT).flag(),
        node.child(OwnKey.READ_ONLY).flag().orElse(false),
        node.child(OwnKey.STOP_SIGNAL).text(),
        Quantities.duration(node.child(OwnKey.STOP_GRACE_PERIOD)));
  }

  private static List<Dependency> dependencies(Node dependsOn) {
    if (dependsOn.isList()) {
      return dependsOn.texts().stream()
          .map(other -> Dependency.on(other, Dependency.Condition.STARTED))
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
                  child.child("required").flag().orElse(true),
                  child.child("restart").flag().orElse(false)));
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

  private static Link link(String text) {
    String[] parts = text.split(":", 2);
    return Link.to(parts[0]).as(parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
  }

  private static List<Link> links(Node links) {
    if (links.isList()) {
      return links.texts().stream().map(ServiceReader::link).toList();
    }
    List<Link> all = new ArrayList<>();
    links
        .children()
        .forEach((target, options) -> {
          Keys.check(options, Set.of("image", "persist", "auth", "environment", "alias"));
          all.add(
              new Link(
                  target,
                  options.child("image").string(),
                  options.child("persist").flag(),
                  options.child("auth").flag(),
                  options.child("environment").pairs(),
                  options.child("alias").string()));
        });
    return all;
  }

  private static Service.OnUnhealthy onUnhealthy(Node node) {
    String word = node.text().orElse("restart");
    if (!Set.of("restart", "none").contains(word)) {
      node.refuse("must be restart or none, was `" + word + "`");
    }
    return word.equals("none") ? Service.OnUnhealthy.NONE : Service.OnUnhealthy.RESTART;
  }
}
