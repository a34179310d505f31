package dev.berth.reconcile;

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
final class EngineCache {
  private final ContainerEngine engine;
  private final Map<String, String> own;
  private final String instance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Holdings holdings;
  private Optional<String> blind = Optional.of("the engine was not asked yet");

  EngineCache(ContainerEngine engine, String instance) {
    this.engine = engine;
    this.instance = instance;
    this.own = Map.of(Ownership.INSTANCE, instance);
    this.holdings = new Holdings(instance);
  }

  /** Why nothing is known of the engine; empty while it is. */
  Optional<String> blindness() {
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
    Holdings.Lists lists = lists();
    return locked(() -> {
      blind = Optional.empty();
      return holdings.replace(lists);
    });
  }

  /**
   * Compares what is known with a list of each kind, in case an event was lost.
   *
   * @return apps of which something has changed unheard
   */
  Set<String> resync() {
    Holdings.Lists lists = lists();
    return locked(() -> holdings.compare(lists));
  }

  private Holdings.Lists lists() {
    return new Holdings.Lists(engine.summaries(own), engine.networks(own), engine.volumes(own));
  }

  /** Learns of an event; the app it concerns, if it is one of ours. */
  Optional<String> heard(EngineEvent event) {
    return locked(() -> holdings.heard(event));
  }

  /**
   * The last event by which somebody may have changed something that goes on being there.
   *
   * @param thing id of a container or of a network, or the name of an image
   */
  Optional<EngineEvent> lastTouch(String app, String thing) {
    return locked(() -> holdings.lastTouch(app, thing));
  }

  /**
   * Berth itself has just changed this container: its event may come too late for the next look.
   */
  void touched(String app, String containerIdOrName) {
    locked(() -> {
      AppThings things = holdings.things(app);
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
      holdings.things(app).doubtNetworks();
      holdings.things(app).doubtVolumes();
      return app;
    });
  }

  /** Nothing is left of an app. */
  void forget(String app) {
    locked(() -> {
      holdings.forget(app);
      return app;
    });
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
    return holdings.find(app);
  }

  private AppThings.View ask(String app) {
    AppThings.Doubts doubts = locked(() -> holdings.things(app).takeDoubts());
    try {
      settle(app, doubts);
    } catch (RuntimeException e) {
      locked(() -> {
        holdings.things(app).giveBack(doubts);
        return app;
      });
      throw e;
    }
    return locked(() -> holdings.things(app).view());
  }

  private void settle(String app, AppThings.Doubts doubts) {
    for (String id : doubts.containers()) {
      Optional<ContainerView> seen = engine.container(id).filter(c -> isOf(app, c));
      locked(() -> {
        seen.ifPresentOrElse(holdings.things(app)::put, () -> holdings.things(app).remove(id));
        return app;
      });
    }
    Map<String, String> labels = Map.of(Ownership.INSTANCE, instance, Ownership.APP, app);
    if (doubts.networks()) {
      List<NetworkView> seen = engine.networks(labels);
      locked(() -> {
        holdings.things(app).networks(seen);
        return app;
      });
    }
    if (doubts.volumes()) {
      List<VolumeView> seen = engine.volumes(labels);
      locked(() -> {
        holdings.things(app).volumes(seen);
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
