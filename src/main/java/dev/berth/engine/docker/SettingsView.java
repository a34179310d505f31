package dev.berth.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import dev.berth.observe.ContainerSettings;
import dev.berth.spec.ContainerPort;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Networking;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import dev.berth.spec.Resources;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.UnsetVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads back what a container was made with: the inverse of {@link Creation}. */
final class SettingsView {
  private static final Set<String> MODES = Set.of("host", "none", "bridge");

  private final InspectContainerResponse seen;
  private final ContainerConfig config;
  private final HostConfig host;
  private final RawValues raw;

  private SettingsView(InspectContainerResponse seen) {
    this.seen = seen;
    this.config = seen.getConfig();
    this.host = seen.getHostConfig();
    this.raw = RawValues.of(seen, "Config");
  }

  static ContainerSettings of(InspectContainerResponse seen) {
    return new SettingsView(seen).settings();
  }

  private ContainerSettings settings() {
    Map<String, String> labels = config.getLabels();
    return new ContainerSettings(
        ContainerViews.bare(seen.getName()),
        ContainerViews.text(config.getImage()),
        process(),
        environment(config.getEnv()),
        new TreeMap<>(labels == null ? Map.of() : labels),
        ports(),
        exposed(),
        MountViews.of(host, RawValues.of(seen, "HostConfig")),
        reach(),
        health(config.getHealthcheck()),
        restart(),
        resources(),
        OptionViews.of(RawValues.of(seen, "HostConfig"), raw),
        UnmodelledSettings.of(RawValues.of(seen, "HostConfig")));
  }

  /** A mode that is no network's name. */
  private ContainerSettings.Reach reach() {
    String mode = ContainerViews.text(host.getNetworkMode());
    boolean isMode = MODES.contains(mode) || mode.startsWith(Networking.CONTAINER);
    return new ContainerSettings.Reach(
        isMode ? Optional.of(mode) : Optional.empty(),
        Endpoints.of(RawValues.of(seen, "NetworkSettings")));
  }

  /** Where no host name was given, the engine takes the beginning of the id. */
  private ProcessSpec process() {
    return new ProcessSpec(
        words(config.getEntrypoint()),
        words(config.getCmd()),
        text(config.getUser()),
        text(config.getWorkingDir()),
        text(config.getHostName()).filter(name -> !seen.getId().startsWith(name)),
        Optional.ofNullable(host.getInit()),
        Boolean.TRUE.equals(host.getReadonlyRootfs()),
        text(raw.text("StopSignal")),
        Optional.ofNullable((Number) raw.get("StopTimeout"))
            .map(seconds -> Duration.ofSeconds(seconds.longValue())));
  }

  static Optional<List<String>> words(String @Nullable [] words) {
    return words == null ? Optional.empty() : Optional.of(Arrays.asList(words));
  }

  static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isEmpty());
  }

  /** A name without {@code =} is one that the engine leaves unset. */
  static SortedMap<String, String> environment(String @Nullable [] pairs) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String pair : pairs == null ? new String[0] : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        environment.put(pair, UnsetVariable.CODE);
      } else if (equals > 0) {
        environment.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return environment;
  }

  private List<Port> ports() {
    Ports bindings = host.getPortBindings();
    List<Port> ports = new ArrayList<>();
    if (bindings == null) {
      return ports;
    }
    for (Map.Entry<ExposedPort, Ports.Binding[]> entry : bindings.getBindings().entrySet()) {
      Ports.Binding[] all = entry.getValue();
      for (Ports.Binding binding : all == null ? new Ports.Binding[0] : all) {
        ports.add(port(entry.getKey(), binding));
      }
    }
    return ports;
  }

  static Port port(ExposedPort exposed, Ports.Binding binding) {
    return new Port(
        text(binding.getHostIp()),
        text(binding.getHostPortSpec())
            .filter(range -> !range.equals("0"))
            .map(SettingsView::range),
        exposed.getPort(),
        protocol(exposed));
  }

  private static Port.Range range(String text) {
    String[] ends = text.split("-", 2);
    return new Port.Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  private static Port.Protocol protocol(ExposedPort port) {
    return Port.Protocol.valueOf(port.getProtocol().toString().toUpperCase(Locale.ROOT));
  }

  private List<ContainerPort> exposed() {
    ExposedPort[] exposed = config.getExposedPorts();
    return exposed == null
        ? List.of()
        : Arrays.stream(exposed)
            .map(port -> new ContainerPort(port.getPort(), protocol(port)))
            .toList();
  }

  static Optional<HealthCheck> health(com.github.dockerjava.api.model.@Nullable HealthCheck check) {
    if (check == null) {
      return Optional.empty();
    }
    Integer retries = check.getRetries();
    List<String> test = check.getTest();
    return Optional.of(
        new HealthCheck(
            test == null ? List.of() : test,
            nanos(check.getInterval()),
            nanos(check.getTimeout()),
            nanos(check.getStartPeriod()),
            retries == null || retries == 0 ? OptionalInt.empty() : OptionalInt.of(retries),
            nanos(check.getStartInterval())));
  }

  private static Optional<Duration> nanos(@Nullable Long nanos) {
    return Optional.ofNullable(nanos).filter(n -> n != 0).map(Duration::ofNanos);
  }

  private RestartPolicy restart() {
    var policy = host.getRestartPolicy();
    String name = policy == null ? "" : ContainerViews.text(policy.getName());
    for (RestartPolicy.Mode mode : RestartPolicy.Mode.values()) {
      if (mode.text().equals(name)) {
        Integer count = policy == null ? null : policy.getMaximumRetryCount();
        return new RestartPolicy(
            mode, count == null || count == 0 ? OptionalInt.empty() : OptionalInt.of(count));
      }
    }
    return RestartPolicy.NEVER;
  }

  private Resources resources() {
    return new Resources(
        limit(host.getNanoCPUs()),
        limit(host.getMemory()),
        limit(host.getMemoryReservation()),
        limit(host.getPidsLimit()));
  }

  /** Nothing, nought and less than nought all mean that there is no limit. */
  private static OptionalLong limit(@Nullable Long value) {
    return value == null || value <= 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
