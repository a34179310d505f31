package dev.berth.reconcile.cache;

import dev.berth.engine.EngineEvent;
import dev.berth.observe.ContainerSummary;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of the things of all apps, and which app a list or an event speaks of. Asks the
 * engine nothing; used by one thread at a time.
 */
final class ContainerStore {
  /** Events by which somebody changes a container that goes on running. */
  private static final Set<String> HANDS =
      Set.of("create", "update", "rename", "connect", "disconnect");

  private final String instance;
  private final Map<String, AppCacheEntry> apps = new HashMap<>();
  private final ImageTouches images = new ImageTouches();

  ContainerStore(String instance) {
    this.instance = instance;
  }

  /** Everything listed of one kind each. */
  record Lists(
      List<ContainerSummary> containers, List<NetworkView> networks, List<VolumeView> volumes) {}

  /**
   * Forgets what was known and begins anew.
   *
   * @return apps that something is there of, or was
   */
  Set<String> replace(Lists lists) {
    Set<String> touched = new HashSet<>(apps.keySet());
    apps.clear();
    lists.containers.forEach(c -> app(c.labels()).ifPresent(app -> things(app).doubt(c.id())));
    byApp(lists.networks, NetworkView::labels).forEach((app, all) -> things(app).networks(all));
    byApp(lists.volumes, VolumeView::labels).forEach((app, all) -> things(app).volumes(all));
    touched.addAll(apps.keySet());
    return touched;
  }

  /**
   * Doubts what is known otherwise than it is listed.
   *
   * @return apps of which something has changed unheard
   */
  Set<String> compare(Lists lists) {
    Set<String> changed = compare(lists.containers);
    changed.addAll(compare(byApp(lists.networks, NetworkView::labels), AppCacheEntry::networks));
    changed.addAll(compare(byApp(lists.volumes, VolumeView::labels), AppCacheEntry::volumes));
    return changed;
  }

  private Set<String> compare(List<ContainerSummary> listed) {
    Set<String> changed = new HashSet<>();
    Map<String, ContainerView> unlisted = new HashMap<>();
    apps.values().stream()
        .flatMap(things -> things.containers().stream())
        .forEach(container -> unlisted.put(container.id(), container));
    for (ContainerSummary summary : listed) {
      ContainerView known = unlisted.remove(summary.id());
      if (known == null || !summary.isLike(known)) {
        app(summary.labels()).ifPresent(app -> doubt(app, summary.id(), changed));
      }
    }
    unlisted
        .values()
        .forEach(gone -> app(gone.labels()).ifPresent(app -> doubt(app, gone.id(), changed)));
    return changed;
  }

  private void doubt(String app, String container, Set<String> changed) {
    things(app).doubt(container);
    changed.add(app);
  }

  private <T> Set<String> compare(
      Map<String, List<T>> listed, Function<AppCacheEntry, List<T>> known) {
    Set<String> changed = new HashSet<>(listed.keySet());
    changed.addAll(apps.keySet());
    changed.removeIf(app -> listed.getOrDefault(app, List.of()).equals(known.apply(things(app))));
    changed.forEach(app -> {
      things(app).doubtNetworks();
      things(app).doubtVolumes();
    });
    return changed;
  }

  private <T> Map<String, List<T>> byApp(
      List<T> listed, Function<T, ? extends Map<String, String>> labels) {
    return listed.stream()
        .filter(thing -> app(labels.apply(thing)).isPresent())
        .collect(Collectors.groupingBy(thing -> app(labels.apply(thing)).orElseThrow()));
  }

  private Optional<String> app(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(Ownership.APP))
        .filter(app -> instance.equals(labels.get(Ownership.INSTANCE)));
  }

  /** Of an app; of a new one nothing is known. */
  AppCacheEntry things(String app) {
    return apps.computeIfAbsent(app, name -> new AppCacheEntry());
  }

  Optional<AppCacheEntry> find(String app) {
    return Optional.ofNullable(apps.get(app));
  }

  /** Names of all of them. */
  Set<String> apps() {
    return new TreeSet<>(apps.keySet());
  }

  void forget(String app) {
    apps.remove(app);
  }

  /** Learns of an event; the app it concerns, if it is one of ours. */
  Optional<String> onEvent(EngineEvent event) {
    return switch (event.subject()) {
      case CONTAINER -> container(event);
      case NETWORK -> network(event);
      case VOLUME -> volume(event);
      case IMAGE -> image(event);
    };
  }

  private Optional<String> container(EngineEvent event) {
    Optional<String> app = event.appOf(instance);
    app.ifPresent(name -> doubt(things(name), event.id(), event));
    return app;
  }

  private static void doubt(AppCacheEntry things, String container, EngineEvent event) {
    things.doubt(container);
    if (HANDS.contains(event.action())) {
      things.touch(container, event);
    }
  }

  /** Whose it is, its app knows; what became of its name is remembered, for who asks. */
  private Optional<String> image(EngineEvent event) {
    images.onEvent(event);
    return Optional.empty();
  }

  /** See {@link EngineCache#lastTouch}. */
  Optional<EngineEvent> lastTouch(String app, String thing) {
    return things(app).lastTouch(thing).or(() -> images.last(thing));
  }

  private Optional<String> network(EngineEvent event) {
    Optional<String> container = event.attribute("container");
    Optional<String> app =
        find(things ->
            things.hasNetwork(event.id())
                || container.filter(things::knows).isPresent()
                || event.attribute("name").filter(things::hadNetwork).isPresent());
    app.map(this::things)
        .ifPresent(things -> {
          container.filter(things::knows).ifPresent(id -> doubt(things, id, event));
          if (event.action().equals("create")) {
            things.touch(event.id(), event);
          }
          things.doubtNetworks();
        });
    return app;
  }

  private Optional<String> volume(EngineEvent event) {
    Optional<String> app = find(things -> things.hadVolume(event.id()));
    app.map(this::things)
        .ifPresent(things -> {
          if (event.action().equals("create")) {
            things.touch(event.id(), event);
          }
          things.doubtVolumes();
        });
    return app;
  }

  private Optional<String> find(Predicate<AppCacheEntry> mine) {
    return apps.entrySet().stream()
        .filter(entry -> mine.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
