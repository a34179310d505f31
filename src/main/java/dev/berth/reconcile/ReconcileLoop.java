package dev.berth.reconcile;

import dev.berth.adopt.Adopter;
import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineException;
import dev.berth.port.AdoptionService;
import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.port.StatusStore;
import dev.berth.query.InventoryReader;
import dev.berth.reconcile.cache.EngineCache;
import dev.berth.reconcile.cache.EngineWatch;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.LoopVitals;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.LivePreview;
import dev.berth.reconcile.pass.PassTimeline;
import dev.berth.reconcile.pass.Reconciler;
import dev.berth.reconcile.pass.ResidentPasses;
import dev.berth.reconcile.probe.EngineProbe;
import dev.berth.reconcile.probe.Prober;
import dev.berth.reconcile.queue.PassDelays;
import dev.berth.reconcile.queue.WorkQueue;
import dev.berth.reconcile.queue.Workers;
import dev.berth.state.DesiredApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps every app as declared, for as long as it runs. Whatever happens only marks names of apps as
 * worth a look; workers take one name at a time and make one pass.
 */
public final class ReconcileLoop implements AppLoop {
  private static final Logger LOG = System.getLogger(ReconcileLoop.class.getName());

  /** Apps looked at in parallel; engine calls have a bound of their own. */
  private static final int WORKERS = 8;

  /** Images change in bursts: one look after the burst will do. */
  private static final Duration BURST = Duration.ofMillis(200);

  private final ReconcilerDeps deps;
  private final WorkQueue queue = new WorkQueue();
  private final EngineCache cache;
  private final Prober prober;
  private final InMemoryStatusStore board;
  private final Reconciler reconciler;
  private final ResidentPasses passes;
  private final EngineWatch watch;
  private final InventoryReader inventory;
  private final PassDelays delays;
  private final Map<String, Instant> heardAt = new ConcurrentHashMap<>();
  private final Workers workers = new Workers(WORKERS, System::nanoTime);
  private volatile boolean isPaused;

  /**
   * Made, not started.
   *
   * @param resync how often what is known is compared with a list of everything
   * @param board that other loops post on as well, each of its own apps
   */
  public ReconcileLoop(ReconcilerDeps deps, Duration resync, InMemoryStatusStore board) {
    String instance = deps.state().instance();
    this.deps = deps;
    this.board = board;
    this.cache = new EngineCache(deps.engine(), instance);
    this.prober =
        new Prober(
            new EngineProbe(deps.engine(), deps.residence().isThisMachine()),
            deps.threads(),
            deps.clocks(),
            this::wake);
    this.reconciler = new Reconciler(deps, instance, cache, prober, board, this::wake);
    this.passes = new ResidentPasses(deps, instance, cache, reconciler, this::wake);
    this.watch = new EngineWatch(deps.engine(), resync, new EngineEventHandler());
    this.inventory = new InventoryReader(deps, cache, instance, board);
    this.delays = new PassDelays(deps.chance());
  }

  /** Starts workers, the watch over the engine, and the periodic look. */
  @Override
  public void start() {
    deps.threads().execute(watch::run);
    workers.start(deps.threads(), () -> queue.serve(this::work));
  }

  @Override
  public boolean pause(Duration limit) throws InterruptedException {
    isPaused = true;
    deps.images().giveUp();
    return workers.awaitIdle(limit);
  }

  @Override
  public void resume() {
    isPaused = false;
    watch.again();
  }

  @Override
  public LoopVitals vitals() {
    return new LoopVitals(cache.blindness(), watch.death(), workers.stuck(), workers.isMoving());
  }

  @Override
  public void wake(String app) {
    queue.add(app);
  }

  @Override
  public boolean has(String app) {
    return cache.has(app);
  }

  public StatusStore board() {
    return board;
  }

  /** For taking into apps what is on the engine that this loop sees through {@code adopted}. */
  public AdoptionService takeover(AdoptionAwareEngine adopted) {
    return new Adopter(deps, adopted, cache, reconciler::forecast);
  }

  @Override
  public InventoryReader inventory() {
    return inventory;
  }

  @Override
  public PlanPreview forecast() {
    return new LivePreview(reconciler);
  }

  @Override
  public DriftRepairs repairs() {
    return reconciler.repairs();
  }

  @Override
  public int depth() {
    return queue.depth();
  }

  private void lookAtAll() {
    deps.state().all().stream()
        .filter(app -> deps.residence().isHome(app) || has(app.name()))
        .map(DesiredApp::name)
        .forEach(queue::add);
  }

  private Duration since(Instant start) {
    return Duration.between(start, deps.clocks().steady().instant());
  }

  private Optional<Duration> work(WorkQueue.Taken taken) {
    deps.meter().waited(taken.late());
    return isPaused ? Optional.empty() : pass(taken.key());
  }

  private Optional<Duration> pass(String app) {
    Optional<Duration> noticed = Optional.ofNullable(heardAt.remove(app)).map(this::since);
    noticed.ifPresent(deps.meter()::noticed);
    Instant start = deps.clocks().steady().instant();
    PassTimeline timeline = new PassTimeline(deps.clocks(), noticed);
    boolean failed = true;
    workers.begins(app);
    try {
      Optional<Duration> next = passes.pass(app, timeline);
      failed = false;
      return Optional.of(delays.passed(app, next)).filter(delay -> board.find(app).isPresent());
    } catch (EngineException e) {
      timeline.failed(e);
      return Optional.of(delays.failed(app));
    } catch (RuntimeException | Error e) { // A worker outlives whatever an app does to it.
      LOG.log(Level.ERROR, "app=" + app + " pass failed: this is a bug in Berth", e);
      timeline.failed(e);
      return Optional.of(delays.failed(app));
    } finally {
      workers.ends(app);
      deps.meter().passed(since(start), failed);
      deps.listener().ended(timeline.ended(app, board.find(app)));
    }
  }

  /** Takes up nothing new; answers whether the passes of now, which want threads, have ended. */
  @Override
  public boolean end(Duration limit) throws InterruptedException {
    watch.close();
    queue.close();
    boolean isOver = workers.end(limit);
    prober.close();
    deps.images().close();
    return isOver;
  }

  /** Turns what the engine tells into names to look at. */
  private final class EngineEventHandler implements EngineWatch.Audience {
    @Override
    public void onEvent(EngineEvent event) {
      if (event.subject() == EngineEvent.Subject.IMAGE) {
        // The engine is asked: not by who listens to it.
        deps.threads()
            .execute(() -> deps.images().changed(event).forEach(app -> queue.add(app, BURST)));
      }
      Optional<String> app = cache.onEvent(event);
      if (app.isPresent()) {
        // What comes in the middle of a pass is mostly its own echo, and waits for its end.
        if (!workers.isAt(app.get())) {
          heardAt.putIfAbsent(app.get(), event.time().minus(deps.clocks().ahead()));
        }
        queue.add(app.get());
      }
    }

    @Override
    public void lost(String why) {
      if (cache.lost(why)) {
        lookAtAll();
      }
    }

    @Override
    public void reload() {
      deps.images().changed();
      cache.reload();
      lookAtAll();
    }

    @Override
    public void resync() {
      Instant start = deps.clocks().steady().instant();
      Set<String> changed = cache.resync();
      changed.forEach(queue::add);
      deps.meter().resynced(since(start), changed.size());
    }
  }
}
