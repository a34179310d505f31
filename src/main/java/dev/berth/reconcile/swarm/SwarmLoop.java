package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.LoopInventory;
import dev.berth.reconcile.deps.LoopVitals;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.Residence;
import dev.berth.reconcile.pass.ActionBackoff;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.PassTimeline;
import dev.berth.reconcile.pass.RequestedRepairs;
import dev.berth.reconcile.queue.PassDelays;
import dev.berth.reconcile.queue.WorkQueue;
import dev.berth.reconcile.queue.Workers;
import dev.berth.state.DesiredApp;
import dev.berth.state.VolumePins;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps apps on a Swarm as declared: looks at all of it, and makes passes over what has changed.
 */
public final class SwarmLoop implements AppLoop {
  private static final Logger LOG = System.getLogger(SwarmLoop.class.getName());
  private static final int WORKERS = 4;

  /** Until other engines are looked at again that something of a deleted app lies on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final InMemoryStatusStore board;
  private final WorkQueue queue = new WorkQueue();
  private final Workers workers = new Workers(WORKERS, System::nanoTime);
  private final Map<String, SwarmMemory> memories = new ConcurrentHashMap<>();
  private final RequestedRepairs repairs = new RequestedRepairs(this::wake);
  private final PassDelays delays;
  private final SwarmCache cache;
  private final SwarmWatch watch;
  private final SwarmWishes wishes;
  private final SwarmPass passes;
  private final SwarmInventory inventory;
  private volatile boolean isPaused;

  /**
   * Made, not started.
   *
   * @param board that other loops post on as well, each of its own apps
   */
  public SwarmLoop(
      ReconcilerDeps deps, SwarmEngine swarm, VolumePins pins, InMemoryStatusStore board) {
    this.deps = deps;
    this.swarm = swarm;
    this.board = board;
    this.delays = new PassDelays(deps.chance());
    this.cache = new SwarmCache(swarm, deps.state().instance(), deps.clocks().steady());
    this.watch =
        new SwarmWatch(swarm, cache, deps.clocks().steady(), this::isMoving, new Changes());
    this.wishes = new SwarmWishes(deps, pins, repairs);
    this.passes = new SwarmPass(deps, swarm, cache, board, wishes, repairs, this::wake);
    this.inventory = new SwarmInventory(deps, swarm, cache);
  }

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
    memories.clear();
    watch.again();
    lookAtAll();
  }

  @Override
  public LoopVitals vitals() {
    return new LoopVitals(cache.blindness(), Optional.empty(), workers.stuck(), workers.isMoving());
  }

  @Override
  public void wake(String app) {
    queue.add(app);
  }

  @Override
  public boolean has(String app) {
    return !cache.known().of(deps.state().instance(), app).isGone();
  }

  @Override
  public LoopInventory inventory() {
    return inventory;
  }

  @Override
  public PlanPreview forecast() {
    return new SwarmPreview(deps, cache, wishes, this::memory);
  }

  @Override
  public DriftRepairs repairs() {
    return repairs;
  }

  @Override
  public int depth() {
    return queue.depth();
  }

  @Override
  public boolean end(Duration limit) throws InterruptedException {
    watch.close();
    queue.close();
    boolean isOver = workers.end(limit);
    deps.images().close();
    swarm.close();
    return isOver;
  }

  private SwarmMemory memory(String app) {
    return memories.computeIfAbsent(
        app, name -> new SwarmMemory(new ActionBackoff(deps.chance()), deps.clock().instant()));
  }

  private void lookAtAll() {
    deps.state().all().stream()
        .filter(app -> deps.residence().isHome(app) || has(app.name()))
        .map(DesiredApp::name)
        .forEach(queue::add);
  }

  /** Whether something is under way that the Swarm does not tell of. */
  private boolean isMoving() {
    return queue.depth() > memories.size() || memories.keySet().stream().anyMatch(this::isOnTheWay);
  }

  private boolean isOnTheWay(String app) {
    Optional<AppStatus> status = board.find(app);
    return status
        .filter(told -> told.phase() == Phase.STOPPED || told.phase().isReady())
        .filter(told -> cache.known().of(deps.state().instance(), app).isAtRest())
        .isEmpty();
  }

  private Optional<Duration> work(WorkQueue.Taken taken) {
    deps.meter().waited(taken.late());
    return isPaused ? Optional.empty() : pass(taken.key());
  }

  private Optional<Duration> pass(String app) {
    Instant start = deps.clocks().steady().instant();
    PassTimeline timeline = new PassTimeline(deps.clocks(), Optional.empty());
    boolean failed = true;
    workers.begins(app);
    try {
      Optional<Duration> next = pass(app, timeline);
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
      Duration took = Duration.between(start, deps.clocks().steady().instant());
      deps.meter().passed(took, failed);
      deps.listener().ended(timeline.ended(app, board.find(app)));
    }
  }

  private Optional<Duration> pass(String app, PassTimeline timeline) {
    Residence residence = deps.residence();
    Optional<DesiredApp> desired = deps.state().find(app);
    if (desired.isEmpty()) {
      memories.remove(app);
      if (residence.isDefault()) {
        board.remove(app);
      }
      return Optional.empty();
    }
    if (!residence.isHome(desired.get())) {
      deps.images().leave(app);
      return has(app) && residence.mayLeave(desired.get())
          ? passes.depart(desired.get(), memory(app), timeline)
          : Optional.empty();
    }
    // Who forgets an app does so when nothing is left of it anywhere.
    return desired.get().isDeleting() && !residence.isGoneElsewhere(app)
        ? Optional.of(PATIENCE)
        : passes.pass(desired.get(), memory(app), timeline);
  }

  /** Turns what was seen into names to look at. */
  private final class Changes implements SwarmWatch.Audience {
    private boolean wasLost = true;

    @Override
    public void seen(SwarmSnapshot before, SwarmSnapshot now) {
      String instance = deps.state().instance();
      if (wasLost) {
        wasLost = false;
        lookAtAll();
        return;
      }
      Set<String> apps = new TreeSet<>(before.apps(instance));
      apps.addAll(now.apps(instance));
      apps.stream()
          .filter(app -> !before.of(instance, app).equals(now.of(instance, app)))
          .forEach(queue::add);
      memories.keySet().stream().filter(SwarmLoop.this::isOnTheWay).forEach(queue::add);
    }

    @Override
    public void lost(String why) {
      if (!wasLost) {
        LOG.log(Level.WARNING, "engine={0} is lost: {1}", deps.residence().engine(), why);
        wasLost = true;
      }
      lookAtAll();
    }
  }
}
