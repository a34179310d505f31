package dev.berth.adopt;

import dev.berth.engine.ContainerEngine;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.plan.AdoptionPlanner;
import dev.berth.port.AdoptionService.Orphan;
import dev.berth.reconcile.deps.AdoptionRecorder;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.spec.DataLoss;
import dev.berth.spec.ProcessSpec;
import dev.berth.state.Adoption;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What bears this Berth's label and belongs to no app that it knows. */
final class Orphans {
  private final ContainerEngine engine;
  private final AppStore state;
  private final AdoptionRecorder adoptionRecorder;
  private final Clocks clocks;

  /** By kind and id, of the steady clock. */
  private final Map<String, Instant> sightings = new ConcurrentHashMap<>();

  private final Map<String, String> own;

  /** Of what that engine shows. */
  Orphans(ContainerEngine engine, ReconcilerDeps deps, String instance) {
    this.engine = engine;
    this.state = deps.state();
    this.adoptionRecorder = deps.custody();
    this.clocks = deps.clocks();
    this.own = Map.of(Ownership.INSTANCE, instance);
  }

  List<ContainerView> containersOf(String app) {
    return engine.containers(own).stream()
        .filter(c -> app.equals(c.labels().get(Ownership.APP)))
        .filter(c -> state.find(app).isEmpty())
        .toList();
  }

  List<Orphan> all() {
    Set<String> known = state.all().stream().map(DesiredApp::name).collect(Collectors.toSet());
    List<Orphan> orphans = new ArrayList<>();
    engine
        .summaries(own)
        .forEach(c -> orphans.add(orphan("container", c.id(), c.name(), c.labels())));
    engine.networks(own).forEach(n -> orphans.add(orphan("network", n.id(), n.name(), n.labels())));
    engine.volumes(own).forEach(v -> orphans.add(orphan("volume", v.name(), v.name(), v.labels())));
    orphans.removeIf(orphan -> known.contains(orphan.app()));
    sightings.keySet().retainAll(orphans.stream().map(Orphans::key).toList());
    return orphans;
  }

  private Orphan orphan(String kind, String id, String name, Map<String, String> labels) {
    Instant now = clocks.steady().instant();
    Instant since = sightings.computeIfAbsent(kind + " " + id, key -> now);
    return new Orphan(kind, id, name, app(labels), since.plus(clocks.ahead()));
  }

  private static String key(Orphan orphan) {
    return orphan.kind() + " " + orphan.id();
  }

  /** See {@link dev.berth.port.AdoptionService#removeStale}. */
  List<Orphan> removeStale(Duration grace) {
    List<Orphan> gone = new ArrayList<>();
    Instant latest = clocks.wall().instant().minus(grace);
    for (Orphan orphan : remembersAll() ? all() : List.<Orphan>of()) {
      if (!orphan.since().isAfter(latest) && remove(orphan, Optional.empty())) {
        gone.add(orphan);
      }
    }
    return gone;
  }

  /** Of a memory that began anew nobody can tell what is wanted: only its operator may. */
  private boolean remembersAll() {
    if (state.memoryLost().isPresent() && all().isEmpty()) {
      state.settleLoss();
    }
    return !state.all().isEmpty() && state.memoryLost().isEmpty();
  }

  private static String app(Map<String, String> labels) {
    return labels.getOrDefault(Ownership.APP, "");
  }

  /** Networks and volumes after the containers that hold them. */
  List<Orphan> remove(Optional<String> app, boolean volumes) {
    List<Orphan> gone = new ArrayList<>();
    for (Orphan orphan : removable(app, volumes)) {
      if (remove(orphan, DataLoss.asked(volumes))) {
        gone.add(orphan);
      }
    }
    return gone;
  }

  /** See {@link dev.berth.port.AdoptionService#removable}. */
  List<Orphan> removable(Optional<String> app, boolean volumes) {
    return all().stream()
        .filter(orphan -> app.isEmpty() || app.get().equals(orphan.app()))
        .filter(orphan -> volumes || !orphan.kind().equals("volume"))
        .toList();
  }

  /** Whether it is gone: volumes only go where that was asked for. */
  private boolean remove(Orphan orphan, Optional<DataLoss> asked) {
    switch (orphan.kind()) {
      case "container" -> remove(orphan.id(), asked);
      case "network" -> engine.removeNetwork(orphan.id());
      default -> {
        asked.ifPresent(word -> engine.removeVolume(orphan.id(), word));
        return asked.isPresent();
      }
    }
    return true;
  }

  private void remove(String id, Optional<DataLoss> asked) {
    Optional<ContainerView> seen = engine.container(id);
    List<Adoption> unnamed =
        seen.filter(c -> c.owner().isPresent()).map(Orphans::unnamed).orElse(List.of());
    // Kept first: without the container nobody could tell whose they are.
    adoptionRecorder.keep(unnamed);
    engine.stop(id, seen.map(Orphans::grace).orElse(ProcessSpec.DEFAULT_GRACE));
    engine.remove(id);
    asked.ifPresent(word -> unnamed.forEach(volume -> engine.removeVolume(volume.id(), word)));
  }

  /** Those that bear no label of their own. */
  private static List<Adoption> unnamed(ContainerView container) {
    String app = container.owner().orElseThrow().app();
    return AdoptionPlanner.unnamedVolumes(app, container).entrySet().stream()
        .map(v -> new Adoption(Adoption.Kind.VOLUME, v.getKey(), app, v.getValue()))
        .toList();
  }

  private static Duration grace(ContainerView seen) {
    return seen.settings().process().stopGrace().orElse(ProcessSpec.DEFAULT_GRACE);
  }
}
