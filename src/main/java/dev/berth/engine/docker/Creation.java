package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.berth.observe.ContainerSettings;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Writes settings as the engine wants them. */
final class Creation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ContainerSettings settings;

  Creation(ContainerSettings settings) {
    this.settings = settings;
  }

  CreateContainerCmd command(DockerClient client) {
    CreateContainerCmd command =
        client
            .createContainerCmd(settings.image())
            .withName(settings.name())
            .withLabels(settings.labels())
            .withEnv(environment())
            .withExposedPorts(exposed())
            .withAliases(List.copyOf(settings.network().endpoints().getFirst().aliases()))
            .withHostConfig(hostConfig());
    process(command);
    settings.healthCheck().ifPresent(check -> command.withHealthcheck(health(check)));
    return command;
  }

  private List<String> environment() {
    return settings.environment().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private List<ExposedPort> exposed() {
    return Stream.concat(
            settings.expose().stream().map(ExposedPort::tcp),
            settings.ports().stream().map(Creation::exposed))
        .distinct()
        .toList();
  }

  private static ExposedPort exposed(Port port) {
    String protocol = port.protocol().name().toLowerCase(Locale.ROOT);
    return ExposedPort.parse(port.target() + "/" + protocol);
  }

  private HostConfig hostConfig() {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(settings.network().endpoints().getFirst().network())
            .withPortBindings(settings.ports().stream().map(Creation::binding).toList())
            .withRestartPolicy(policy(settings.restart()))
            .withReadonlyRootfs(settings.process().readOnly());
    settings.process().init().ifPresent(host::withInit);
    limits(host, settings.resources());
    Mounts.add(host, settings.mounts());
    return host;
  }

  private static PortBinding binding(Port port) {
    String published = port.published().map(Port.Range::toString).orElse("");
    return new PortBinding(
        new Ports.Binding(port.address().orElse(null), published), exposed(port));
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

  private static void limits(HostConfig host, Resources limits) {
    present(limits.nanoCpus()).ifPresent(host::withNanoCPUs);
    present(limits.memoryBytes()).ifPresent(host::withMemory);
    present(limits.memoryReservationBytes()).ifPresent(host::withMemoryReservation);
    present(limits.pids()).ifPresent(host::withPidsLimit);
  }

  /**
   * The engine refuses more memory than it has set for memory and swap: twice as much, by default.
   */
  static UpdateContainerCmd update(UpdateContainerCmd command, Resources limits) {
    present(limits.nanoCpus()).ifPresent(command::withNanoCPUs);
    present(limits.memoryBytes()).ifPresent(command::withMemory);
    present(limits.memoryBytes()).ifPresent(bytes -> command.withMemorySwap(2 * bytes));
    return command
        .withMemoryReservation(limits.memoryReservationBytes().orElse(-1))
        .withPidsLimit(limits.pids().orElse(-1));
  }

  private static Optional<Long> present(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private void process(CreateContainerCmd command) {
    ProcessSpec process = settings.process();
    process.entrypoint().ifPresent(words -> command.withEntrypoint(orReset(words)));
    process.command().ifPresent(command::withCmd);
    process.user().ifPresent(command::withUser);
    process.workingDir().ifPresent(command::withWorkingDir);
    process.hostname().ifPresent(command::withHostName);
    process.stopSignal().ifPresent(command::withStopSignal);
    process
        .stopGrace()
        .map(Duration::toSeconds)
        .map(Math::toIntExact)
        .ifPresent(command::withStopTimeout);
  }

  /** An empty entry point takes the image's away; the engine wants one empty word for that. */
  private static List<String> orReset(List<String> words) {
    return words.isEmpty() ? List.of("") : words;
  }

  private static com.github.dockerjava.api.model.HealthCheck health(HealthCheck check) {
    var health = new com.github.dockerjava.api.model.HealthCheck();
    if (!check.test().isEmpty()) {
      health.withTest(check.test());
    }
    check.interval().map(Duration::toNanos).ifPresent(health::withInterval);
    check.timeout().map(Duration::toNanos).ifPresent(health::withTimeout);
    check.startPeriod().map(Duration::toNanos).ifPresent(health::withStartPeriod);
    OptionalInt retries = check.retries();
    if (retries.isPresent()) {
      health.withRetries(retries.getAsInt());
    }
    return health;
  }
}
