package dev.berth.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.api.model.Version;
import dev.berth.engine.EngineInfo;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.VolumeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the engine shows of networks, volumes and images. */
final class ResourceViews {
  private ResourceViews() {}

  /** Engines of one machine may share a key, and copies of a machine all but their name. */
  private static String id(Info info) {
    return Stream.of(info.getId(), info.getName(), info.getDockerRootDir())
        .map(ContainerViews::text)
        .collect(Collectors.joining(" "))
        .strip();
  }

  static EngineInfo engine(Version version, Info info, String apiVersion) {
    Integer cpus = info.getNCPU();
    Long memory = info.getMemTotal();
    return new EngineInfo(
        id(info),
        ContainerViews.text(info.getName()),
        ContainerViews.text(version.getVersion()),
        apiVersion,
        ContainerViews.text(info.getOperatingSystem()),
        cpus == null ? 0 : cpus,
        memory == null ? 0 : memory,
        ContainerViews.time(info.getSystemTime()),
        node(info),
        warnings(info));
  }

  private static String node(Info info) {
    SwarmInfo swarm = info.getSwarm();
    return swarm == null ? "" : ContainerViews.text(swarm.getNodeID());
  }

  private static List<String> warnings(Info info) {
    return info.getRawValues().get("Warnings") instanceof List<?> words
        ? words.stream().map(String::valueOf).toList()
        : List.of();
  }

  static NetworkView network(Network network) {
    return new NetworkView(
        network.getId(), network.getName(), Endpoints.made(network), labels(network.getLabels()));
  }

  static VolumeView volume(InspectVolumeResponse volume) {
    return new VolumeView(
        volume.getName(),
        ContainerViews.text(volume.getDriver()),
        labels(volume.getOptions()),
        labels(volume.getLabels()));
  }

  static ImageView image(InspectImageResponse image) {
    ContainerConfig config = image.getConfig();
    Long size = image.getSize();
    return new ImageView(
        ContainerViews.text(image.getId()),
        named(image.getRepoTags()),
        named(image.getRepoDigests()),
        size == null ? 0 : size,
        ContainerViews.time(image.getCreated()).orElse(Instant.EPOCH),
        labels(config == null ? null : config.getLabels()),
        config == null ? ImageDefaults.NONE : defaults(config, RawValues.of(image, "Config")));
  }

  private static ImageDefaults defaults(ContainerConfig config, RawValues raw) {
    ExposedPort[] exposed = config.getExposedPorts();
    return new ImageDefaults(
        SettingsView.words(config.getEntrypoint()).orElse(List.of()),
        SettingsView.words(config.getCmd()).orElse(List.of()),
        SettingsView.environment(config.getEnv()),
        labels(config.getLabels()),
        SettingsView.text(config.getUser()),
        SettingsView.text(config.getWorkingDir()),
        SettingsView.text(raw.text("StopSignal")),
        exposed == null
            ? Set.of()
            : Arrays.stream(exposed).map(ExposedPort::toString).collect(Collectors.toSet()),
        SettingsView.health(config.getHealthcheck()),
        raw.get("Volumes") instanceof Map<?, ?> volumes
            ? volumes.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
            : Set.of());
  }

  static ImageView image(Image image) {
    String[] tags = image.getRepoTags();
    String[] digests = image.getRepoDigests();
    return new ImageView(
        image.getId(),
        named(tags == null ? null : Arrays.asList(tags)),
        named(digests == null ? null : Arrays.asList(digests)),
        image.getSize(),
        Instant.ofEpochSecond(image.getCreated()),
        labels(image.getLabels()),
        ImageDefaults.NONE);
  }

  /** Without {@code <none>}, the engine's word for no name. */
  private static List<String> named(@Nullable List<String> names) {
    return names == null
        ? List.of()
        : names.stream().filter(name -> !name.contains("<none>")).toList();
  }

  private static SortedMap<String, String> labels(@Nullable Map<String, String> labels) {
    return new TreeMap<>(labels == null ? Map.of() : labels);
  }

  /** Labels as the engine's filters want them. */
  static List<String> pairs(Map<String, String> labels) {
    return labels.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}
