package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineException;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is there of this Berth's apps, kept up to date by the engine's events. An event only raises
 * a doubt about what it names; the next look at that app asks the engine about what is doubtful and
 * about nothing else. So a look at an app of which nothing changed makes no call, and ten events
 * are one question.
 */
final class EngineCache {
  /** Events by which somebody changes a container that goes on running. */
  private static final Set<String> HANDS =
      Set.of("create", "update", "rename", "connect", "disconnect");

  private final ContainerEngine engine;
  private final Map<String, String> own;
  private final String instance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, AppThings> apps = new HashMap<>();
  private final ImageTouches images = new ImageTouches();
  private Optional<String> blind = Optional.of("the engine was not asked yet");

  EngineCache(ContainerEngine engine, String instance) {
    this.engine = engine;
    this.instance = instance;
    this.own = Map.of(Ownership.INSTANCE, instance);
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on nothing is known, until {@link #reload}.
   *
   * @return whether that is news
   */
  boolean lost(String why) {
    return locked(() -> {
      boolean isNews = !blind.equals(Optional.of(why));
      blind = Optional.of(why);
      return isNews;
    });
  }

  /**
   * Lists everything anew, after a subscription has begun.
   *
   * @return apps that something is there of, or was
   */
  Set<String> reload() {
    List<ContainerSummary> containers = engine.summaries(own);
    List<NetworkView> networks = engine.networks(own);
    List<VolumeView> volumes = engine.volumes(own);
    return locked(() -> {
      Set<String> touched = new HashSet<>(apps.keySet());
      apps.clear();
      containers.forEach(c -> app(c.labels()).ifPresent(app -> things(app).doubt(c.id())));
      byApp(networks, NetworkView::labels).forEach((app, all) -> things(app).networks(all));
      byApp(volumes, VolumeView::labels).forEach((app, all) -> things(app).volumes(all));
      touched.addAll(apps.keySet());
      blind = Optional.empty();
      return touched;
    });
  }

  /**
   * Compares what is known with a list of each kind, in case an event was lost.
   *
   * @return apps of which something has changed unheard
   */
  Set<String> resync() {
    List<ContainerSummary> containers = engine.summaries(own);
    List<NetworkView> networks = engine.networks(own);
    List<VolumeView> volumes = engine.volumes(own);
    return locked(() -> {
      Set<String> changed = compare(containers);
      changed.addAll(compare(byApp(networks, NetworkView::labels), AppThings::networks));
      changed.addAll(compare(byApp(volumes, VolumeView::labels), AppThings::volumes));
      return changed;
    });
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

  private <T> Set<String> compare(Map<String, List<T>> listed, Function<AppThings, List<T>> known) {
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

  private AppThings things(String app) {
    return apps.computeIfAbsent(app, name -> new AppThings());
  }

  /** Learns of an event; the app it concerns, if it is one of ours. */
  Optional<String> heard(EngineEvent event) {
    return locked(() ->
        switch (event.subject()) {
          case CONTAINER -> container(event);
          case NETWORK -> network(event);
          case VOLUME -> volume(event);
          case IMAGE -> image(event);
        });
  }

  private Optional<String> container(EngineEvent event) {
    Optional<String> app = event.appOf(instance);
    app.ifPresent(name -> doubt(things(name), event.id(), event));
    return app;
  }

  private static void doubt(AppThings things, String container, EngineEvent event) {
    things.doubt(container);
    if (HANDS.contains(event.action())) {
      things.touch(container, event);
    }
  }

  /** Whose it is, its app knows; what became of its name is remembered, for who asks. */
  private Optional<String> image(EngineEvent event) {
    images.heard(event);
    return Optional.empty();
  }

  /**
   * The last event by which somebody may have changed something that goes on being there.
   *
   * @param thing id of a container or of a network, or the name of an image
   */
  Optional<EngineEvent> lastTouch(String app, String thing) {
    return locked(() -> things(app).lastTouch(thing).or(() -> images.last(thing)));
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

  private Optional<String> find(java.util.function.Predicate<AppThings> mine) {
    return apps.entrySet().stream()
        .filter(entry -> mine.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Berth itself has just changed this container: its event may come too late for the next look.
   */
  void touched(String app, String containerIdOrName) {
    locked(() -> {
      AppThings things = things(app);
      String id =
          things.containers().stream()
              .filter(c -> c.name().equals(containerIdOrName))
              .map(ContainerView::id)
              .findFirst()
              .orElse(containerIdOrName);
      things.doubt(id);
      return id;
    });
  }

  /** Likewise for the app's networks and volumes. */
  void groundTouched(String app) {
    locked(() -> {
      things(app).doubtNetworks();
      things(app).doubtVolumes();
      return app;
    });
  }

  /** Nothing is left of an app. */
  void forget(String app) {
    locked(() -> Optional.ofNullable(apps.remove(app)));
  }

  /**
   * What is there of an app.
   *
   * @throws EngineException transient, while the engine is out of reach
   */
  AppThings.View look(String app) {
    Optional<AppThings> known = locked(() -> known(app));
    if (known.isEmpty()) {
      return AppThings.View.EMPTY;
    }
    // Whoever comes second must not believe what the first is still asking about.
    ReentrantLock asking = known.get().asking();
    asking.lock();
    try {
      return ask(app);
    } finally {
      asking.unlock();
    }
  }

  private Optional<AppThings> known(String app) {
    if (blind.isPresent()) {
      throw new EngineException(EngineException.Kind.UNREACHABLE, blind.get());
    }
    return Optional.ofNullable(apps.get(app));
  }

  private AppThings.View ask(String app) {
    AppThings.Doubts doubts = locked(() -> things(app).takeDoubts());
    try {
      settle(app, doubts);
    } catch (RuntimeException e) {
      locked(() -> {
        things(app).giveBack(doubts);
        return app;
      });
      throw e;
    }
    return locked(() -> things(app).view());
  }

  private void settle(String app, AppThings.Doubts doubts) {
    for (String id : doubts.containers()) {
      Optional<ContainerView> seen = engine.container(id).filter(c -> isOf(app, c));
      locked(() -> {
        seen.ifPresentOrElse(things(app)::put, () -> things(app).remove(id));
        return app;
      });
    }
    Map<String, String> labels = Map.of(Ownership.INSTANCE, instance, Ownership.APP, app);
    if (doubts.networks()) {
      List<NetworkView> seen = engine.networks(labels);
      locked(() -> {
        things(app).networks(seen);
        return app;
      });
    }
    if (doubts.volumes()) {
      List<VolumeView> seen = engine.volumes(labels);
      locked(() -> {
        things(app).volumes(seen);
        return app;
      });
    }
  }

  private boolean isOf(String app, ContainerView container) {
    return container
        .owner()
        .filter(owner -> owner.instance().equals(instance) && owner.app().equals(app))
        .isPresent();
  }
}
