package dev.berth.engine.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ContainerView.Health;
import dev.berth.spec.Port;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what the engine shows of a container. */
final class ContainerViews {
  private ContainerViews() {}

  static ContainerView of(InspectContainerResponse seen) {
    Map<String, String> labels = seen.getConfig().getLabels();
    return new ContainerView(
        seen.getId(),
        bare(seen.getName()),
        new TreeMap<>(labels == null ? Map.of() : labels),
        life(seen),
        seen.getImageId(),
        text(seen.getConfig().getImage()),
        attached(seen.getNetworkSettings().getNetworks()),
        ports(seen),
        SettingsView.of(seen),
        MountViews.volumes(seen.getRawValues().get("Mounts")),
        time(seen.getCreated()).orElse(Instant.EPOCH));
  }

  static ContainerSummary summary(Container listed) {
    String[] names = listed.getNames();
    ContainerNetworkSettings settings = listed.getNetworkSettings();
    Map<String, ContainerNetwork> networks = settings == null ? null : settings.getNetworks();
    Map<String, String> labels = listed.getLabels();
    return new ContainerSummary(
        listed.getId(),
        names == null || names.length == 0 ? "" : bare(names[0]),
        new TreeMap<>(labels == null ? Map.of() : labels),
        state(listed.getState()),
        attached(networks == null ? Map.of() : networks).keySet());
  }

  static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static ContainerView.Life life(InspectContainerResponse seen) {
    InspectContainerResponse.ContainerState state = seen.getState();
    Optional<Instant> finished = time(state.getFinishedAt());
    Long exitCode = state.getExitCodeLong();
    HealthState health = state.getHealth();
    return new ContainerView.Life(
        state(state.getStatus()),
        health(health),
        finished.isPresent() && exitCode != null
            ? Optional.of(exitCode.intValue())
            : Optional.empty(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        text(state.getError()),
        seen.getRestartCount() == null ? 0 : seen.getRestartCount(),
        time(state.getStartedAt()),
        finished,
        lastOutput(health));
  }

  private static ContainerView.State state(@Nullable String status) {
    return switch (text(status)) {
      case "running" -> ContainerView.State.RUNNING;
      case "paused" -> ContainerView.State.PAUSED;
      case "restarting" -> ContainerView.State.RESTARTING;
      case "removing" -> ContainerView.State.REMOVING;
      case "exited" -> ContainerView.State.EXITED;
      case "created" -> ContainerView.State.CREATED;
      default -> ContainerView.State.DEAD;
    };
  }

  private static Health health(@Nullable HealthState health) {
    return switch (health == null ? "" : text(health.getStatus())) {
      case "starting" -> Health.STARTING;
      case "healthy" -> Health.HEALTHY;
      case "unhealthy" -> Health.UNHEALTHY;
      default -> Health.NONE;
    };
  }

  private static String lastOutput(@Nullable HealthState health) {
    List<HealthStateLog> log = health == null ? null : health.getLog();
    if (log == null || log.isEmpty()) {
      return "";
    }
    String output = text(log.getLast().getOutput());
    Long exit = log.getLast().getExitCodeLong();
    return output.isBlank() && exit != null && exit != 0
        ? "it exited " + exit + " and said nothing"
        : output;
  }

  /** A container that was never started knows its networks by name only, and has no id for them. */
  private static Map<String, Set<String>> attached(Map<String, ContainerNetwork> seen) {
    Map<String, Set<String>> networks = new HashMap<>();
    seen.forEach((name, network) -> {
      String id = text(network.getNetworkID());
      List<String> aliases = network.getAliases();
      networks.put(
          id.isEmpty() ? name : id, new LinkedHashSet<>(aliases == null ? List.of() : aliases));
    });
    return networks;
  }

  private static List<Port> ports(InspectContainerResponse seen) {
    Ports ports = seen.getNetworkSettings().getPorts();
    List<Port> published = new ArrayList<>();
    if (ports == null) {
      return published;
    }
    for (Map.Entry<ExposedPort, Ports.Binding[]> entry : ports.getBindings().entrySet()) {
      Ports.Binding[] bindings = entry.getValue();
      for (Ports.Binding binding : bindings == null ? new Ports.Binding[0] : bindings) {
        published.add(port(SettingsView.port(entry.getKey(), binding)));
      }
    }
    return published;
  }

  /** Really published everywhere is the same as not said where. */
  private static Port port(Port port) {
    return new Port(
        port.address().filter(address -> !address.equals("0.0.0.0")),
        port.published(),
        port.target(),
        port.protocol());
  }

  /** Empty where it never was: the engine writes the year 1. */
  static Optional<Instant> time(@Nullable String text) {
    if (text == null || text.isEmpty() || text.startsWith("0001-")) {
      return Optional.empty();
    }
    try {
      return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
