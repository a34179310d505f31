package dev.berth.reconcile.pass;

import dev.berth.engine.guard.SecretInjector;
import dev.berth.image.job.ImageJobs;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageState;
import dev.berth.observe.Snapshot;
import dev.berth.reconcile.cache.AppCacheEntry;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.execute.HookRunner;
import dev.berth.reconcile.execute.PendingStops;
import dev.berth.reconcile.probe.Prober;
import dev.berth.reconcile.rotation.RotationReader;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import dev.berth.state.secret.Secrets;
import dev.berth.status.Reasons;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at the engine for one app (Kubernetes: lister over the informer cache). */
final class SnapshotReader {
  private final EngineCache cache;
  private final Secrets secrets;
  private final SecretInjector secretInjector;
  private final ImageJobs images;
  private final EngineDefaults engineDefaults;
  private final ExternalResourceReader outside;
  private final List<SnapshotOverlay> overlays;

  SnapshotReader(
      EngineCache cache,
      ReconcilerDeps deps,
      PendingStops pendingStops,
      HookRunner hookRunner,
      EngineDefaults engineDefaults,
      Prober prober,
      RotationReader rotations,
      SnapshotOverlay matched) {
    this.secrets = deps.secrets();
    this.secretInjector = new SecretInjector(secrets);
    this.outside = new ExternalResourceReader(deps.engine());
    this.engineDefaults = engineDefaults;
    this.cache = cache;
    this.images = deps.images();
    this.overlays =
        List.of(
            SnapshotOverlay.ofContainers((seen, desired, now) -> redacted(seen)),
            SnapshotOverlay.ofContainers((seen, desired, now) -> prober.overlay(desired, seen)),
            SnapshotOverlay.ofContainers((seen, desired, now) -> hookRunner.overlay(seen)),
            SnapshotOverlay.ofContainers((seen, desired, now) -> pendingStops.overlay(seen, now)),
            matched,
            rotations::overlay);
  }

  /**
   * All that bears this Berth's and the app's name: as the engine says, then layer by layer without
   * secrets, with what probes saw, hooks that failed, stops that are under way, and what is as
   * declared though its labels say otherwise. Last words come after restarts were counted.
   */
  Snapshot look(DesiredApp desired, Instant now) {
    AppCacheEntry.View things = cache.look(desired.name());
    Snapshot seen =
        new Snapshot(
                things.containers(),
                things.networks(),
                things.volumes(),
                desired.isDeleting() ? new TreeMap<>() : images(desired),
                engineDefaults.known())
            .with(outside.of(desired.app()));
    for (SnapshotOverlay overlay : overlays) {
      seen = overlay.over(seen, desired, now);
    }
    return seen;
  }

  private List<ContainerView> redacted(List<ContainerView> containers) {
    return containers.stream()
        .map(c -> c.withSettings(secretInjector.redact(c.settings())))
        .toList();
  }

  private SortedMap<String, ImageState> images(DesiredApp desired) {
    SortedMap<String, ImageState> states = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      states.put(service.name(), state(desired, service));
    }
    return states;
  }

  /** Without its secrets a service can no more be made than without its image. */
  private ImageState state(DesiredApp desired, Service service) {
    List<String> missing = secrets.missing(desired.app(), service);
    return missing.isEmpty()
        ? images.state(desired.app(), service, desired.revision())
        : new ImageState.Failed(
            "", Reasons.SECRET_NOT_FOUND, String.join("; ", missing), Instant.MAX);
  }
}
