package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Mount;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws the blueprints of one app, as the engine's present names and images have them. */
public final class Blueprints {
  private final String instance;
  private final DesiredApp desired;
  private final Snapshot seen;

  /** For one app; {@code instance} is the Berth that will own the containers. */
  public Blueprints(String instance, DesiredApp desired, Snapshot seen) {
    this.instance = instance;
    this.desired = desired;
    this.seen = seen;
  }

  /** The blueprint of one replica, counted from 1. */
  public Blueprint of(Service service, int replica) {
    Optional<ImageState> image = seen.image(service.name());
    ContainerSettings bare = settings(service, image, new TreeMap<>(service.labels()));
    SortedMap<String, String> fields = Fields.of(bare);
    image.ifPresent(state -> fields.put("image", state.reference()));
    String fingerprint = Fingerprint.of(fields);
    SortedMap<String, String> labels = new TreeMap<>(service.labels());
    labels.putAll(
        new Ownership(
                instance, desired.name(), service.name(), replica, desired.revision(), fingerprint)
            .labels());
    return new Blueprint(
        service,
        replica,
        settings(service, image, labels),
        EngineNames.front(desired.name(), service.name(), replica),
        fingerprint,
        image,
        seen.habits(),
        desired.app().drift());
  }

  private ContainerSettings settings(
      Service service, Optional<ImageState> image, SortedMap<String, String> labels) {
    App app = desired.app();
    return new ContainerSettings(
        "",
        image.map(Blueprints::imageId).orElse(""),
        service.process(),
        service.environment(),
        labels,
        service.ports(),
        service.expose(),
        mounts(service),
        ContainerSettings.Reach.on(
            new ContainerSettings.Endpoint(
                EngineNames.network(app.name()), Set.of(service.name()))),
        service.healthCheck(),
        enginePolicy(service),
        service.resources());
  }

  /**
   * The engine's own policy. What is to be kept running comes back with the engine even while Berth
   * is down; what may end for good is watched by Berth alone.
   */
  static RestartPolicy enginePolicy(Service service) {
    return switch (service.restart().mode()) {
      case ALWAYS, UNLESS_STOPPED -> RestartPolicy.UNLESS_STOPPED;
      case NO, ON_FAILURE -> RestartPolicy.NEVER;
    };
  }

  private static String imageId(ImageState image) {
    return switch (image) {
      case ImageState.Present present -> present.image().id();
      case ImageState.Missing missing -> "";
      case ImageState.InProgress inProgress -> "";
      case ImageState.Failed failed -> "";
    };
  }

  private List<Mount> mounts(Service service) {
    return service.mounts().stream().map(this::onEngine).toList();
  }

  private Mount onEngine(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v ->
          new Mount.OfVolume(
              v.volume().map(name -> EngineNames.volume(desired.app(), name, seen)),
              v.target(),
              v.readOnly(),
              v.noCopy());
      case Mount.OfHost h -> h;
      case Mount.OfMemory m -> m;
    };
  }
}
