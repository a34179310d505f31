package dev.berth.engine.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import dev.berth.observe.VolumeView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The engine's volumes. */
final class DockerVolumes {
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
