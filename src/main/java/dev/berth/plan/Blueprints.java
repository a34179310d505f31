package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerSettings.Endpoint;
import dev.berth.observe.ContainerSettings.Reach;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.Dependency;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Front;
import dev.berth.spec.Holders;
import dev.berth.spec.Link;
import dev.berth.spec.Mount;
import dev.berth.spec.Networking;
import dev.berth.spec.Port;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws the blueprints of one app, each once, as the engine's present names and images have them.
 */
public final class Blueprints {
  private final String instance;
  private final DesiredApp desired;
  private final Snapshot seen;
  private final NamespaceSharing namespaceSharing;

  /** Each is asked for many times in one pass. */
  private final Map<Place, Blueprint> drawn = new HashMap<>();

  private record Place(String service, int replica) {}

  /** For one app; {@code instance} is the Berth that will own the containers. */
  public Blueprints(String instance, DesiredApp desired, Snapshot seen) {
    this.instance = instance;
    this.desired = desired;
    this.seen = seen;
    this.namespaceSharing = new NamespaceSharing(this, desired.app(), seen);
  }

  /** The blueprint of one replica, counted from 1. */
  public Blueprint of(Service service, int replica) {
    Place place = new Place(service.name(), replica);
    Blueprint known = drawn.get(place);
    if (known == null) {
      known = draw(service, replica); // Which may draw others, whose parts it shares.
      drawn.put(place, known);
    }
    return known;
  }

  private Blueprint draw(Service service, int replica) {
    Optional<ImageState> image = seen.image(service.name());
    ContainerSettings bare = settings(service, image, new TreeMap<>(service.labels()));
    SortedMap<String, String> fields = FingerprintFields.of(bare);
    image.ifPresent(state -> fields.put("image", state.reference()));
    Optional<String> files = Files.fingerprint(desired.app(), service, desired.uid());
    files.ifPresent(text -> fields.put("files", text));
    String fingerprint = Fingerprint.of(fields);
    SortedMap<String, String> labels = new TreeMap<>(service.labels());
    Ownership owner =
        new Ownership(
            instance, desired.name(), service.name(), replica, desired.revision(), fingerprint);
    labels.putAll(ComposeLabels.of(owner));
    labels.putAll(owner.labels());
    files.ifPresent(text -> labels.put(Ownership.FILES, text));
    labels.put(
        Ownership.COPIES,
        String.join(UnnamedVolumeNames.BETWEEN, Files.folders(desired.app(), service)));
    return new Blueprint(
        service,
        replica,
        shared(settings(service, image, labels)),
        EngineNames.front(desired.name(), service.name(), replica),
        fingerprint,
        image,
        seen.habits(),
        desired.app().drift(),
        namespaceSharing.obstacle(service),
        renewal(service, UnnamedVolumeNames.defaults(image)),
        names(service, replica),
        Holders.behind(desired.declared(), service.name()).isPresent()
            || Front.isFront(desired.declared(), service),
        new IdentityHashMap<>());
  }

  /** What Docker Compose's containers are called, where nothing else is called so. */
  private Set<String> names(Service service, int replica) {
    App app = desired.app();
    Set<String> names = new TreeSet<>(Set.of(app.name() + "-" + service.name() + "-" + replica));
    if (app.services().values().stream()
        .flatMap(other -> other.links().stream())
        .anyMatch(link -> link.name().equals(service.name()))) {
      names.add(service.name() + "-" + replica);
    }
    names.removeAll(app.services().keySet());
    for (Service other : app.services().values()) {
      other.links().forEach(link -> link.alias().ifPresent(names::remove));
      other.networking().attachments().forEach(at -> names.removeAll(at.getValue().aliases()));
    }
    return names;
  }

  private Renewal renewal(Service service, ImageDefaults image) {
    SortedMap<String, Instant> others = new TreeMap<>();
    namespaceSharing
        .since(service)
        .ifPresent(at -> others.put("what it shares has started anew", at));
    service.dependencies().stream()
        .filter(Dependency::restart)
        .forEach(dependency ->
            namespaceSharing
                .made(dependency.service())
                .ifPresent(at -> others.put(dependency.service() + " was made anew", at)));
    return new Renewal(
        desired.restartedAt(), RolloutBudget.overlaps(desired, service, image), others);
  }

  /** With other services' containers in place of their names. */
  private ContainerSettings shared(ContainerSettings settings) {
    Reach reach = settings.network();
    return settings.sharing(
        new Reach(reach.mode().map(namespaceSharing::mode), reach.endpoints()),
        namespaceSharing.options(settings.options()));
  }

  private ContainerSettings settings(
      Service service, Optional<ImageState> image, SortedMap<String, String> labels) {
    return new ContainerSettings(
        "",
        image.map(Blueprints::imageId).orElse(""),
        service.process(),
        service.environment(),
        labels,
        service.ports().stream().map(Port::bare).toList(),
        service.expose(),
        mounts(service),
        new Reach(service.networking().mode(), endpoints(service)),
        service.healthCheck(),
        enginePolicy(service),
        service.resources(),
        service.options(),
        new TreeMap<>());
  }

  private List<Endpoint> endpoints(Service service) {
    App app = desired.app();
    Set<String> names = new TreeSet<>(Set.of(service.name()));
    // What others call it: an alias of its own outlives its containers, a link to one does not.
    app.services().values().stream()
        .flatMap(other -> other.links().stream())
        .filter(link -> link.name().equals(service.name()))
        .flatMap((Link link) -> link.alias().stream())
        .forEach(names::add);
    List<Endpoint> endpoints = new ArrayList<>();
    for (Map.Entry<String, Networking.Attachment> entry : service.networking().attachments()) {
      Set<String> aliases = new TreeSet<>(names);
      aliases.addAll(entry.getValue().aliases());
      endpoints.add(
          new Endpoint(
              EngineNames.network(app, entry.getKey()),
              aliases,
              entry.getValue(),
              service.networking().externalLinks()));
    }
    return endpoints;
  }

  /**
   * The engine's own policy. What is to be kept running comes back with the engine even while Berth
   * is down; what may end for good is watched by Berth alone.
   */
  static RestartPolicy enginePolicy(Service service) {
    if (service.restart().maxRetries().isPresent()) {
      return RestartPolicy.NEVER;
    }
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
    List<Mount> mounts = new ArrayList<>(service.mounts().stream().map(this::onEngine).toList());
    mounts.addAll(Files.mounts(desired.app(), service));
    return mounts;
  }

  private Mount onEngine(Mount mount) {
    return switch (mount) {
      case Mount.OfVolume v ->
          new Mount.OfVolume(
              v.volume().map(name -> EngineNames.volume(desired.app(), name, seen)),
              v.target(),
              v.readOnly(),
              v.noCopy(),
              v.subpath());
      case Mount.OfHost h -> h;
      case Mount.OfMemory m -> m;
    };
  }
}
