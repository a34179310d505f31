package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import dev.berth.observe.VolumeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's volumes. */
final class DockerVolumes {
  /** It walks through all files of all volumes. */
  private static final Duration LONGEST_COUNT = Duration.ofMinutes(2);

  private final EngineClient calls;

  DockerVolumes(EngineClient calls) {
    this.calls = calls;
  }

  List<VolumeView> volumes(Map<String, String> labels) {
    List<InspectVolumeResponse> volumes =
        calls
            .ask(
                "list volumes",
                c -> c.listVolumesCmd().withFilter("label", ResourceViews.pairs(labels)).exec())
            .getVolumes();
    return (volumes == null ? List.<InspectVolumeResponse>of() : volumes)
        .stream()
            .map(ResourceViews::volume)
            .sorted(Comparator.comparing(VolumeView::name))
            .toList();
  }

  Optional<VolumeView> volume(String name) {
    return EngineCalls.absent(
            () -> calls.ask("inspect volume " + name, c -> c.inspectVolumeCmd(name).exec()))
        .map(ResourceViews::volume);
  }

  /** Volumes of other drivers have no size, and some have none at the moment: -1. */
  SortedMap<String, Long> volumeSizes() {
    RawCall call = RawCall.of("GET", "/system/df?type=volume", Map.of());
    JsonNode answer =
        calls.ask(
            "ask how big volumes are",
            LONGEST_COUNT,
            client -> call.json(client, calls.connection().apiVersion()));
    SortedMap<String, Long> sizes = new TreeMap<>();
    for (JsonNode volume : answer.path("Volumes")) {
      long size = volume.path("UsageData").path("Size").asLong(-1);
      if (size >= 0) {
        sizes.put(volume.path("Name").asText(), size);
      }
    }
    return sizes;
  }

  VolumeView createVolume(
      String name,
      Optional<String> driver,
      SortedMap<String, String> options,
      SortedMap<String, String> labels) {
    return calls.ask(
        "create volume " + name,
        client -> {
          client
              .createVolumeCmd()
              .withName(name)
              .withDriver(driver.orElse("local"))
              .withDriverOpts(new HashMap<>(options))
              .withLabels(labels)
              .exec();
          return ResourceViews.volume(client.inspectVolumeCmd(name).exec());
        });
  }

  void removeVolume(String name) {
    calls.tellUnlessGone("remove volume " + name, client -> client.removeVolumeCmd(name).exec());
  }
}
