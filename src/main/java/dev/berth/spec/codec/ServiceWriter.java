package dev.berth.spec.codec;

import dev.berth.spec.ContainerPort;
import dev.berth.spec.Dependency;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.Link;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes one service as a tree in the keys of the Compose Specification. */
final class ServiceWriter {
  private final Service service;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  ServiceWriter(Service service) {
    this.service = service;
  }

  Map<String, Object> tree() {
    image(service.image());
    process(service.process());
    put("ports", service.ports().stream().map(ServiceWriter::port).toList());
    put("expose", service.expose().stream().map(ServiceWriter::exposed).toList());
    putMap("environment", EnvironmentReader.tree(service.environment()));
    MountWriter.write(service.mounts(), tree);
    dependencies();
    links();
    service.healthCheck().ifPresent(check -> tree.put("healthcheck", health(check)));
    if (service.onUnhealthy() == Service.OnUnhealthy.NONE) {
      tree.put("onUnhealthy", "none");
    }
    restart();
    tree.put("replicas", service.replicas());
    putMap("labels", service.labels());
    resources(service.resources());
    surroundings(service.surroundings());
    return tree;
  }

  private void surroundings(ServiceRuntime more) {
    NetworkWriter.write(more.networking(), tree);
    OptionWriter.write(more.options(), tree);
    FileWriter.write(more.files(), tree);
    FileWriter.hooks("post_start", more.postStart(), tree);
    FileWriter.hooks("pre_stop", more.preStop(), tree);
    if (more.renewAnonVolumes()) {
      tree.put("renew_anon_volumes", true);
    }
  }

  private static Object exposed(ContainerPort port) {
    return port.isTcp() ? (Object) port.number() : port.toString();
  }

  private void put(String key, Collection<?> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private void putMap(String key, Map<String, ?> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private void image(ImageSource source) {
    switch (source) {
      case ImageSource.Registry registry -> {
        tree.put("image", registry.reference());
        if (!registry.pull().equals(PullPolicy.MISSING)) {
          tree.put("pull_policy", ImageReader.word(registry.pull()));
        }
        update(registry.update());
      }
      case ImageSource.Build build -> {
        build.tag().ifPresent(tag -> tree.put("image", tag));
        if (build.always()) {
          tree.put("pull_policy", ImageReader.BUILD);
        }
        tree.put("build", BuildWriter.of(build));
      }
    }
  }

  private void update(ImageUpdate update) {
    if (!update.equals(ImageUpdate.NONE)) {
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("policy", update.mode().name().toLowerCase(Locale.ROOT));
      image.put("interval", Quantities.text(update.interval()));
      tree.put("update", Map.of("image", image));
    }
  }

  private void process(ProcessSpec process) {
    process.entrypoint().ifPresent(words -> tree.put("entrypoint", words));
    process.command().ifPresent(words -> tree.put("command", words));
    process.user().ifPresent(user -> tree.put("user", user));
    process.workingDir().ifPresent(folder -> tree.put("working_dir", folder));
    process.hostname().ifPresent(name -> tree.put("hostname", name));
    process.init().ifPresent(init -> tree.put("init", init));
    if (process.readOnly()) {
      tree.put("read_only", true);
    }
    process.stopSignal().ifPresent(signal -> tree.put("stop_signal", signal));
    process.stopGrace().ifPresent(grace -> tree.put("stop_grace_period", Quantities.text(grace)));
  }

  private static Object port(Port port) {
    if (port.address().isEmpty()
        && port.protocol() == Port.Protocol.TCP
        && port.equals(port.bare())) {
      return port.published().map(range -> range + ":").orElse("") + port.target();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    port.address().ifPresent(address -> tree.put("host_ip", address));
    port.published().ifPresent(range -> tree.put("published", range.toString()));
    tree.put("target", port.target());
    tree.put("protocol", port.protocol().name().toLowerCase(Locale.ROOT));
    port.appProtocol().ifPresent(spoken -> tree.put("app_protocol", spoken));
    if (port.ofHost()) {
      tree.put("mode", "host");
    }
    return tree;
  }

  private void dependencies() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Dependency dependency : service.dependencies()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("condition", word(dependency.condition()));
      if (!dependency.required()) {
        one.put("required", false);
      }
      if (dependency.restart()) {
        one.put("restart", true);
      }
      all.put(dependency.service(), one);
    }
    putMap("depends_on", all);
  }

  private static String word(Dependency.Condition condition) {
    return switch (condition) {
      case STARTED -> "service_started";
      case HEALTHY -> "service_healthy";
      case COMPLETED -> "service_completed_successfully";
      case READY -> "service_ready";
    };
  }

  private void links() {
    List<Link> links = service.links();
    if (links.stream().allMatch(ServiceWriter::isShort)) {
      put("links", links.stream().map(ServiceWriter::shortForm).toList());
      return;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Link link : links) {
      Map<String, Object> one = new LinkedHashMap<>();
      link.image().ifPresent(image -> one.put("image", image));
      link.persist().ifPresent(persist -> one.put("persist", persist));
      link.auth().ifPresent(auth -> one.put("auth", auth));
      if (!link.environment().isEmpty()) {
        one.put("environment", link.environment());
      }
      link.alias().ifPresent(alias -> one.put("alias", alias));
      all.put(link.name(), one);
    }
    tree.put("links", all);
  }

  private static boolean isShort(Link link) {
    return link.as(Optional.empty()).equals(Link.to(link.name()));
  }

  private static String shortForm(Link link) {
    return link.name() + link.alias().map(alias -> ":" + alias).orElse("");
  }

  private static Map<String, Object> health(HealthCheck check) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!check.test().isEmpty()) {
      tree.put("test", check.test());
    }
    check.interval().ifPresent(d -> tree.put("interval", Quantities.text(d)));
    check.timeout().ifPresent(d -> tree.put("timeout", Quantities.text(d)));
    check.startPeriod().ifPresent(d -> tree.put("start_period", Quantities.text(d)));
    check.startInterval().ifPresent(d -> tree.put("start_interval", Quantities.text(d)));
    check.retries().ifPresent(n -> tree.put("retries", n));
    return tree;
  }

  private void restart() {
    RestartPolicy policy = service.restart();
    if (policy.mode() == RestartPolicy.Mode.ALWAYS && policy.maxRetries().isPresent()) {
      // Docker's own word for it takes no number.
      Map<String, Object> limited = new LinkedHashMap<>();
      limited.put("condition", "any");
      limited.put("max_attempts", policy.maxRetries().getAsInt());
      tree.put("deploy", Map.of("restart_policy", limited));
    } else if (!policy.equals(RestartPolicy.ALWAYS)) {
      String retries = policy.maxRetries().isPresent() ? ":" + policy.maxRetries().getAsInt() : "";
      tree.put("restart", policy.mode().text() + retries);
    }
  }

  private void resources(Resources resources) {
    resources
        .nanoCpus()
        .ifPresent(nanos ->
            tree.put(
                "cpus",
                java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString()));
    put("mem_limit", resources.memoryBytes());
    put("mem_reservation", resources.memoryReservationBytes());
    put("pids_limit", resources.pids());
  }

  private void put(String key, OptionalLong value) {
    value.ifPresent(number -> tree.put(key, number));
  }
}
