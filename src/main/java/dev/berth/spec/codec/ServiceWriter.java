package dev.berth.spec.codec;

import dev.berth.spec.Dependency;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.spec.OwnKey;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    for (OwnKey key : OwnKey.values()) {
      write(key, service.surroundings());
    }
    return tree;
  }

  /** Specs are kept as texts, which are compared: in another order they would be others. */
  private void write(OwnKey key, ServiceRuntime more) {
    switch (key) {
      case IMAGE -> image(service.image());
      case ENTRYPOINT -> process(service.process());
      case PORTS -> put(key, PortWriter.ports(service.ports()));
      case EXPOSE -> put(key, PortWriter.exposed(service.expose()));
      case ENVIRONMENT -> put(key, EnvironmentReader.tree(service.environment()));
      case VOLUMES -> MountWriter.write(service.mounts(), tree);
      case DEPENDS_ON -> put(key, dependencies());
      case LINKS -> put(key, LinkWriter.links(service.links()));
      case HEALTHCHECK -> put(key, service.healthCheck().map(ServiceWriter::health));
      case ON_UNHEALTHY -> put(key, unhealthy(service.onUnhealthy()));
      case RESTART -> restart(service.restart());
      case REPLICAS -> put(key, Optional.of(service.replicas()));
      case LABELS -> put(key, service.labels());
      case CPUS -> resources(service.resources());
      case NETWORK_MODE -> NetworkWriter.write(more.networking(), tree);
      case SECRETS -> optionsAndFiles(more);
      case POST_START -> put(key, FileWriter.hooks(more.postStart()));
      case PRE_STOP -> put(key, FileWriter.hooks(more.preStop()));
      case RENEW_ANON_VOLUMES -> put(key, Optional.of(true).filter(yes -> more.renewAnonVolumes()));
      case COMMAND, USER, WORKING_DIR, HOSTNAME, INIT, READ_ONLY -> {} // With the process.
      case STOP_SIGNAL, STOP_GRACE_PERIOD, PULL_POLICY, UPDATE, BUILD -> {} // And with the image.
      case ENV, TMPFS, DEPLOY, SCALE, MEM_LIMIT, MEM_RESERVATION, PIDS_LIMIT -> {} // As others.
      case CONTAINER_NAME, EXTERNAL_LINKS, NETWORKS, CONFIGS, ATTACH, DEVELOP -> {} // So, or not.
    }
  }

  private void optionsAndFiles(ServiceRuntime more) {
    OptionWriter.write(more.options(), tree);
    FileWriter.write(more.files(), tree);
  }

  private void put(OwnKey key, Collection<?> values) {
    if (!values.isEmpty()) {
      tree.put(key.key(), values);
    }
  }

  private void put(OwnKey key, Map<String, ?> values) {
    if (!values.isEmpty()) {
      tree.put(key.key(), values);
    }
  }

  private void put(OwnKey key, Optional<?> value) {
    value.ifPresent(present -> tree.put(key.key(), present));
  }

  private void put(OwnKey key, OptionalLong value) {
    value.ifPresent(number -> tree.put(key.key(), number));
  }

  private void image(ImageSource source) {
    switch (source) {
      case ImageSource.Registry registry -> {
        put(OwnKey.IMAGE, Optional.of(registry.reference()));
        put(
            OwnKey.PULL_POLICY,
            Optional.of(registry.pull())
                .filter(pull -> !pull.equals(PullPolicy.MISSING))
                .map(ImageReader::word));
        update(registry.update());
      }
      case ImageSource.Build build -> {
        put(OwnKey.IMAGE, build.tag());
        put(OwnKey.PULL_POLICY, Optional.of(ImageReader.BUILD).filter(word -> build.always()));
        put(OwnKey.BUILD, BuildWriter.of(build));
      }
    }
  }

  private void update(ImageUpdate update) {
    if (!update.equals(ImageUpdate.NONE)) {
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("policy", update.mode().name().toLowerCase(Locale.ROOT));
      image.put("interval", Quantities.text(update.interval()));
      put(OwnKey.UPDATE, Map.of("image", image));
    }
  }

  private void process(ProcessSpec process) {
    put(OwnKey.ENTRYPOINT, process.entrypoint());
    put(OwnKey.COMMAND, process.command());
    put(OwnKey.USER, process.user());
    put(OwnKey.WORKING_DIR, process.workingDir());
    put(OwnKey.HOSTNAME, process.hostname());
    put(OwnKey.INIT, process.init());
    put(OwnKey.READ_ONLY, Optional.of(process.readOnly()).filter(only -> only));
    put(OwnKey.STOP_SIGNAL, process.stopSignal());
    put(OwnKey.STOP_GRACE_PERIOD, process.stopGrace().map(Quantities::text));
  }

  private Map<String, Object> dependencies() {
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
    return all;
  }

  private static String word(Dependency.Condition condition) {
    return switch (condition) {
      case STARTED -> "service_started";
      case HEALTHY -> "service_healthy";
      case COMPLETED -> "service_completed_successfully";
      case READY -> "service_ready";
    };
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

  private static Optional<String> unhealthy(Service.OnUnhealthy wish) {
    return Optional.of("none").filter(none -> wish == Service.OnUnhealthy.NONE);
  }

  private void restart(RestartPolicy policy) {
    put(OwnKey.DEPLOY, SwarmDeployWriter.deploy(service));
    boolean isLimited =
        policy.mode() == RestartPolicy.Mode.ALWAYS && policy.maxRetries().isPresent();
    if (!isLimited && !policy.equals(RestartPolicy.ALWAYS)) {
      String retries = policy.maxRetries().isPresent() ? ":" + policy.maxRetries().getAsInt() : "";
      put(OwnKey.RESTART, Optional.of(policy.mode().text() + retries));
    }
  }

  private void resources(Resources resources) {
    resources
        .nanoCpus()
        .ifPresent(nanos ->
            tree.put(
                OwnKey.CPUS.key(),
                java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString()));
    put(OwnKey.MEM_LIMIT, resources.memoryBytes());
    put(OwnKey.MEM_RESERVATION, resources.memoryReservationBytes());
    put(OwnKey.PIDS_LIMIT, resources.pids());
  }
}
