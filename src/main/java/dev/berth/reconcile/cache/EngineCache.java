package dev.berth.reconcile.cache;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.observe.NetworkView;
import dev.berth.observe.Ownership;
import dev.berth.observe.VolumeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is there of this Berth's apps, kept up to date by the engine's events. An event only raises
 * a doubt about what it names; the next look at that app asks the engine about what is doubtful and
 * about nothing else. So a look at an app of which nothing changed makes no call, and ten events
 * are one question.
 */
public final class EngineCache {
  private final ContainerEngine engine;
  private final Map<String, String> own;
  private final String instance;
  private final ReentrantLock lock = new ReentrantLock();
  private final ContainerStore containerStore;
  private final FirstSight firstSight = new FirstSight();
  private Optional<String> blind = Optional.of("the engine was not asked yet");

  public EngineCache(ContainerEngine engine, String instance) {
    this.engine = engine;
    this.instance = instance;
    this.own = Map.of(Ownership.INSTANCE, instance);
    this.containerStore = new ContainerStore(instance);
  }

  /** Why nothing is known of the engine; empty while it is. */
  public Optional<String> blindness() {
    return locked(() -> blind);
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
  public boolean lost(String why) {
    boolean wasNews =
        locked(() -> {
          boolean isNews = !blind.equals(Optional.of(why));
          blind = Optional.of(why);
          return isNews;
        });
    firstSight.came();
    return wasNews;
  }

  /**
   * Lists everything anew, after a subscription has begun.
   *
   * @return apps that something is there of, or was
   */
  public Set<String> reload() {
    ContainerStore.Lists lists = lists();
    Set<String> apps =
        locked(() -> {
          blind = Optional.empty();
          return containerStore.replace(lists);
        });
    firstSight.came();
    return apps;
  }

  /**
   * Compares what is known with a list of each kind, in case an event was lost.
   *
   * @return apps of which something has changed unheard
   */
  public Set<String> resync() {
    ContainerStore.Lists lists = lists();
    return locked(() -> containerStore.compare(lists));
  }

  private ContainerStore.Lists lists() {
    return new ContainerStore.Lists(
        engine.summaries(own), engine.networks(own), engine.volumes(own));
  }

  /** Learns of an event; the app it concerns, if it is one of ours. */
  public Optional<String> onEvent(EngineEvent event) {
    return locked(() -> containerStore.onEvent(event));
  }

  /**
   * The last event by which somebody may have changed something that goes on being there.
   *
   * @param thing id of a container or of a network, or the name of an image
   */
  public Optional<EngineEvent> lastTouch(String app, String thing) {
    return locked(() -> containerStore.lastTouch(app, thing));
  }

  /**
   * Berth itself has just changed this container: its event may come too late for the next look.
   */
  public void touched(String app, String containerIdOrName) {
    locked(() -> {
      AppCacheEntry things = containerStore.things(app);
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
  public void groundTouched(String app) {
    locked(() -> {
      containerStore.things(app).doubtNetworks();
      containerStore.things(app).doubtVolumes();
      return app;
    });
  }

  /**
   * Names of apps that something is there of.
   *
   * @throws EngineException transient, while the engine is out of reach
   */
  public Set<String> apps() {
    firstSight.await();
    return locked(() -> {
      requireSight();
      return containerStore.apps();
    });
  }

  /** Whether something of an app was there at the last look; asks nobody. */
  public boolean has(String app) {
    return locked(() -> containerStore.find(app).filter(AppCacheEntry::isSeen).isPresent());
  }

  /** Nothing is left of an app. */
  public void forget(String app) {
    locked(() -> {
      containerStore.forget(app);
      return app;
    });
  }

  /**
   * What is there of an app.
   *
   * @throws EngineException transient, while the engine is out of reach
   */
  public AppCacheEntry.View look(String app) {
    firstSight.await();
    Optional<AppCacheEntry> known = locked(() -> known(app));
    if (known.isEmpty()) {
      return AppCacheEntry.View.EMPTY;
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

  private Optional<AppCacheEntry> known(String app) {
    requireSight();
    return containerStore.find(app);
  }

  private void requireSight() {
    if (blind.isPresent()) {
      throw new EngineException(EngineException.Kind.UNREACHABLE, blind.get());
    }
  }

  private AppCacheEntry.View ask(String app) {
    AppCacheEntry.Doubts doubts = locked(() -> containerStore.things(app).takeDoubts());
    try {
      settle(app, doubts);
    } catch (RuntimeException e) {
      locked(() -> {
        containerStore.things(app).giveBack(doubts);
        return app;
      });
      throw e;
    }
    return locked(() -> containerStore.things(app).view());
  }

  private void settle(String app, AppCacheEntry.Doubts doubts) {
    for (String id : doubts.containers()) {
      Optional<ContainerView> seen = engine.container(id).filter(c -> isOf(app, c));
      locked(() -> {
        seen.ifPresentOrElse(
            containerStore.things(app)::put, () -> containerStore.things(app).remove(id));
        return app;
      });
    }
    Map<String, String> labels = Map.of(Ownership.INSTANCE, instance, Ownership.APP, app);
    if (doubts.networks()) {
      List<NetworkView> seen = engine.networks(labels);
      locked(() -> {
        containerStore.things(app).networks(seen);
        return app;
      });
    }
    if (doubts.volumes()) {
      List<VolumeView> seen = engine.volumes(labels);
      locked(() -> {
        containerStore.things(app).volumes(seen);
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
