package dev.berth.reconcile;

import dev.berth.adopt.Adopter;
import dev.berth.adopt.AdoptionAwareEngine;
import dev.berth.engine.EngineEvent;
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
import dev.berth.reconcile.pass.PassQueue;
import dev.berth.reconcile.pass.Reconciler;
import dev.berth.reconcile.pass.ResidentPasses;
import dev.berth.reconcile.probe.EngineProbe;
import dev.berth.reconcile.probe.Prober;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Keeps every app as declared, for as long as it runs. Whatever happens only marks names of apps as
 * worth a look; workers take one name at a time and make one pass.
 */
public final class ReconcileLoop implements AppLoop {
  /** Apps looked at in parallel; engine calls have a bound of their own. */
  private static final int WORKERS = 8;

  /** Images change in bursts: one look after the burst will do. */
  private static final Duration BURST = Duration.ofMillis(200);

  private final ReconcilerDeps deps;
  private final EngineCache cache;
  private final Prober prober;
  private final InMemoryStatusStore board;
  private final Reconciler reconciler;
  private final PassQueue passes;
  private final EngineWatch watch;
  private final InventoryReader inventory;

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
    this.passes =
        new PassQueue(
            deps,
            WORKERS,
            board,
            ResidentPasses.over(deps, instance, cache, reconciler, this::wake));
    this.watch = new EngineWatch(deps.engine(), resync, new EngineEventHandler());
    this.inventory = new InventoryReader(deps, cache, instance, board);
  }

  /** Starts workers, the watch over the engine, and the periodic look. */
  @Override
  public void start() {
    deps.threads().execute(watch::run);
    passes.start();
  }

  @Override
  public boolean pause(Duration limit) throws InterruptedException {
    return passes.pause(limit);
  }

  @Override
  public void resume() {
    passes.resume();
    watch.again();
  }

  @Override
  public LoopVitals vitals() {
    return passes.vitals(cache.blindness(), watch.death());
  }

  @Override
  public void wake(String app) {
    passes.add(app);
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
    return passes.depth();
  }

  private void lookAtAll() {
    passes.addAll(this::has);
  }

  @Override
  public boolean end(Duration limit) throws InterruptedException {
    watch.close();
    boolean isOver = passes.end(limit);
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
            .execute(() -> deps.images().changed(event).forEach(app -> passes.add(app, BURST)));
      }
      cache
          .onEvent(event)
          .ifPresent(app -> passes.add(app, event.time().minus(deps.clocks().ahead())));
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
      changed.forEach(passes::add);
      Duration took = Duration.between(start, deps.clocks().steady().instant());
      deps.meter().resynced(took, changed.size());
    }
  }
}
