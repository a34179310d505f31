package dev.berth.reconcile.swarm;

import dev.berth.engine.guard.SwarmSecrets;
import dev.berth.observe.ImageState;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.plan.swarm.SwarmImages;
import dev.berth.plan.swarm.SwarmVolumes;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.pass.LeavingApp;
import dev.berth.reconcile.pass.RequestedRepairs;
import dev.berth.spec.App;
import dev.berth.spec.FileSource;
import dev.berth.spec.Holders;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SwarmRules;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.VolumePins;
import dev.berth.state.secret.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Puts together what passes over apps on a Swarm have to know. */
final class SwarmWishes {
  /** Of a digest, in names. */
  private static final int DIGITS = 12;

  private final ReconcilerDeps deps;
  private final VolumePins pins;
  private final RequestedRepairs repairs;
  private final SwarmSecrets secrets;

  /** Ids of what was removed: networks are listed until the last container on them has ended. */
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  SwarmWishes(ReconcilerDeps deps, VolumePins pins, RequestedRepairs repairs) {
    this.deps = deps;
    this.pins = pins;
    this.repairs = repairs;
    this.secrets = new SwarmSecrets(deps.secrets());
  }

  /** With the digests of secrets as they are now, and without holders. */
  DesiredApp desired(DesiredApp stored) {
    App lifted = Holders.lift(stored.app(), stored.declared());
    return stored.withApp(repairs.laidOver(deps.secrets().stamped(lifted)));
  }

  /**
   * For all nodes: what is built, and says nothing of where, is pushed to the engine's registry.
   */
  private DesiredApp pushed(DesiredApp desired, SortedMap<String, ImageState> images) {
    Optional<String> registry = deps.residence().registry();
    if (registry.isEmpty() || images.isEmpty()) {
      return desired;
    }
    SortedMap<String, Service> services = new TreeMap<>(desired.app().services());
    images.forEach((name, image) ->
        services.computeIfPresent(
            name,
            (same, service) ->
                service.image() instanceof ImageSource.Build build
                    ? service.withImage(
                        SwarmImages.pushed(build, registry.get(), image.reference()))
                    : service));
    return desired.withApp(desired.app().withServices(services));
  }

  /** As if the app were to go. */
  DesiredApp leaving(DesiredApp stored) {
    return stored.isDeleting() ? stored : LeavingApp.of(stored, deps.clock().instant());
  }

  SwarmWish of(DesiredApp desired, SwarmSnapshot all, SwarmMemory memory) {
    SwarmSnapshot seen = redacted(all.of(deps.state().instance(), desired.name()));
    SortedMap<String, ImageState> images = desired.isDeleting() ? new TreeMap<>() : images(desired);
    SwarmWish wish =
        new SwarmWish(
            deps.state().instance(),
            pushed(desired, images),
            seen,
            images,
            digests(desired.app()),
            memory.tried,
            stored(desired),
            deps.clock().instant());
    return desired.isDeleting() ? wish : wish.withPins(SwarmVolumes.pins(wish));
  }

  private Map<String, String> stored(DesiredApp desired) {
    return desired.app().volumes().isEmpty()
        ? Map.of()
        : pins.of(deps.residence().engine(), desired.name());
  }

  private SwarmSnapshot redacted(SwarmSnapshot seen) {
    return new SwarmSnapshot(
        seen.services().stream().map(secrets::redact).toList(),
        seen.tasks(),
        seen.nodes(),
        seen.objects().stream()
            .map(object -> removed.contains(object.id()) ? object.leaving() : object)
            .toList(),
        seen.others());
  }

  void removed(String id) {
    removed.add(id);
  }

  private Map<String, String> digests(App app) {
    Map<String, String> digests = new HashMap<>();
    app.secrets().forEach((name, source) -> digest(source, "secrets." + name, digests));
    app.configs().forEach((name, source) -> digest(source, "configs." + name, digests));
    return digests;
  }

  private void digest(FileSource source, String key, Map<String, String> digests) {
    Optional<String> text =
        switch (source) {
          case FileSource.Inline inline -> Optional.of(inline.content());
          case FileSource.Kept kept ->
              deps.secrets().find(kept.name(), "") instanceof Secrets.Found.Value value
                  ? Optional.of(value.text())
                  : Optional.empty();
          case FileSource.OfHost host -> Optional.empty();
        };
    text.map(deps.secrets()::digest)
        .map(digest -> digest.replaceAll("[^A-Za-z0-9]", ""))
        .ifPresent(
            digest -> digests.put(key, digest.substring(0, Math.min(DIGITS, digest.length()))));
  }

  /** What the Swarm cannot do of it. */
  List<Violation> violations(SwarmWish wish) {
    if (wish.desired().isDeleting()) {
      return List.of();
    }
    boolean isOne = wish.seen().nodes().size() <= 1;
    return SwarmRules.check(AppDraft.ofStored(wish.desired().app()), isOne);
  }

  /** Remembers what it was given, and has pushed what is to be. */
  void recordImages(SwarmWish wish) {
    if (!wish.images().isEmpty()) {
      deps.images().recordImages(wish.desired().app(), wish.desired().revision(), wish.images());
    }
  }

  /** Remembers where the data of volumes is; before anything is done. */
  void keep(SwarmWish wish) {
    if (!wish.desired().isDeleting() && !wish.pins().equals(stored(wish.desired()))) {
      pins.keep(deps.residence().engine(), wish.app(), wish.pins());
    }
  }

  void forget(DesiredApp desired) {
    pins.forget(desired.name());
  }

  /** How far images are that are built. */
  private SortedMap<String, ImageState> images(DesiredApp desired) {
    SortedMap<String, ImageState> states = new TreeMap<>();
    for (Service service : desired.app().services().values()) {
      if (service.image() instanceof ImageSource.Build) {
        states.put(service.name(), deps.images().state(desired.app(), service, desired.revision()));
      }
    }
    return states;
  }
}
