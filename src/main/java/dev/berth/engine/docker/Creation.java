package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.OwnKey;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.UnsetVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes settings as the engine wants them: the body of a create request. */
final class Creation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ContainerSettings settings;
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final Map<String, Object> host = new LinkedHashMap<>();

  Creation(ContainerSettings settings) {
    this.settings = settings;
  }

  Map<String, Object> body() {
    config.put("Image", settings.image());
    config.put("AttachStdout", true);
    config.put("AttachStderr", true);
    for (OwnKey key : OwnKey.values()) {
      own(key);
    }
    Options.write(settings.options(), config, host);
    config.put("HostConfig", host);
    return config;
  }

  private void own(OwnKey key) {
    switch (key) {
      case ENTRYPOINT -> process(settings.process());
      case ENVIRONMENT -> config.put("Env", environment());
      case LABELS -> config.put("Labels", settings.labels());
      case EXPOSE -> config.put("ExposedPorts", exposed());
      case PORTS -> host.put("PortBindings", bindings());
      case RESTART -> host.put("RestartPolicy", restart(settings.restart()));
      case HEALTHCHECK -> put("Healthcheck", settings.healthCheck().map(Creation::health));
      case CPUS -> limits(settings.resources());
      case VOLUMES -> Mounts.add(host, settings.mounts());
      case NETWORKS -> networking();
      case COMMAND, USER, WORKING_DIR, HOSTNAME, INIT, READ_ONLY -> {} // With the process.
      case STOP_SIGNAL, STOP_GRACE_PERIOD -> {} // With the process.
      case MEM_LIMIT, MEM_RESERVATION, PIDS_LIMIT, TMPFS, NETWORK_MODE -> {} // With those above.
      case CONFIGS, SECRETS, DEPLOY, ENV, EXTERNAL_LINKS -> {} // As mounts, limits, and so on.
      case IMAGE, CONTAINER_NAME, BUILD, PULL_POLICY, UPDATE -> {} // Elsewhere in the request.
      case REPLICAS, SCALE, DEPENDS_ON, LINKS, ON_UNHEALTHY, RENEW_ANON_VOLUMES -> {} // Berth's.
      case POST_START, PRE_STOP, ATTACH, DEVELOP -> {} // No part of what is made.
    }
  }

  private void process(ProcessSpec process) {
    put("Entrypoint", process.entrypoint().map(Creation::orReset));
    put("Cmd", process.command());
    put("User", process.user());
    put("WorkingDir", process.workingDir());
    put("Hostname", process.hostname());
    put("StopSignal", process.stopSignal());
    put("StopTimeout", process.stopGrace().map(Duration::toSeconds));
    process.init().ifPresent(init -> host.put("Init", init));
    if (process.readOnly()) {
      host.put("ReadonlyRootfs", true);
    }
  }

  private void put(String key, Optional<?> value) {
    value.ifPresent(present -> config.put(key, present));
  }

  private List<String> environment() {
    return settings.environment().entrySet().stream()
        .map(entry ->
            UnsetVariable.is(entry.getValue())
                ? entry.getKey()
                : entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private Map<String, Object> exposed() {
    Map<String, Object> exposed = new LinkedHashMap<>();
    settings.expose().forEach(port -> exposed.put(port.full(), Map.of()));
    settings.ports().forEach(port -> exposed.put(text(port), Map.of()));
    return exposed;
  }

  private static String text(Port port) {
    return port.target() + "/" + port.protocol().name().toLowerCase(Locale.ROOT);
  }

  private void limits(Resources limits) {
    put("NanoCpus", limits.nanoCpus());
    put("Memory", limits.memoryBytes());
    put("MemoryReservation", limits.memoryReservationBytes());
    put("PidsLimit", limits.pids());
  }

  private void put(String key, OptionalLong value) {
    value.ifPresent(number -> host.put(key, number));
  }

  private Map<String, List<Object>> bindings() {
    Map<String, List<Object>> bindings = new LinkedHashMap<>();
    for (Port port : settings.ports()) {
      bindings
          .computeIfAbsent(text(port), key -> new ArrayList<>())
          .add(
              Map.of(
                  "HostIp", port.address().orElse(""),
                  "HostPort", port.published().map(Port.Range::toString).orElse("")));
    }
    return bindings;
  }

  private static Map<String, Object> restart(dev.berth.spec.RestartPolicy policy) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Name", policy.mode().text());
    policy.maxRetries().ifPresent(retries -> body.put("MaximumRetryCount", retries));
    return body;
  }

  /** Engines of today take one place at the making; the others follow before the start. */
  private void networking() {
    ContainerSettings.Reach reach = settings.network();
    Optional<Endpoint> first = reach.endpoints().stream().findFirst();
    reach.mode().or(() -> first.map(Endpoint::network)).ifPresent(m -> host.put("NetworkMode", m));
    first.ifPresent(endpoint -> {
      Map<String, Object> places = Map.of(endpoint.network(), Endpoints.endpoint(endpoint));
      config.put("NetworkingConfig", Map.of("EndpointsConfig", places));
    });
  }

  static RestartPolicy policy(dev.berth.spec.RestartPolicy policy) {
    return switch (policy.mode()) {
      // noRestart() has an empty name, which an update takes for no wish at all.
      case NO -> JSON.convertValue(Map.of("Name", "no"), RestartPolicy.class);
      case ALWAYS -> RestartPolicy.alwaysRestart();
      case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
      case ON_FAILURE -> RestartPolicy.onFailureRestart(policy.maxRetries().orElse(0));
    };
  }

  /** An empty entry point takes the image's away; the engine wants one empty word for that. */
  private static List<String> orReset(List<String> words) {
    return words.isEmpty() ? List.of("") : words;
  }

  private static Map<String, Object> health(HealthCheck check) {
    Map<String, Object> health = new LinkedHashMap<>();
    if (!check.test().isEmpty()) {
      health.put("Test", check.test());
    }
    time(health, "Interval", check.interval());
    time(health, "Timeout", check.timeout());
    time(health, "StartPeriod", check.startPeriod());
    time(health, "StartInterval", check.startInterval());
    check.retries().ifPresent(retries -> health.put("Retries", retries));
    return health;
  }

  private static void time(Map<String, Object> health, String key, Optional<Duration> time) {
    time.ifPresent(duration -> health.put(key, duration.toNanos()));
  }
}
