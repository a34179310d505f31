package dev.berth.reconcile.swarm;

import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.port.DriftRepairs;
import dev.berth.port.PlanPreview;
import dev.berth.reconcile.deps.AppLoop;
import dev.berth.reconcile.deps.LoopInventory;
import dev.berth.reconcile.deps.LoopVitals;
import dev.berth.reconcile.deps.ReconcilerDeps;
import dev.berth.reconcile.deps.StackTakeover;
import dev.berth.reconcile.deps.SwarmAccess;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import dev.berth.reconcile.pass.PassQueue;
import dev.berth.reconcile.pass.PassTimeline;
import dev.berth.reconcile.pass.RequestedRepairs;
import dev.berth.reconcile.pass.ResidentPasses;
import dev.berth.state.DesiredApp;
import dev.berth.state.VolumePins;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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

  private final ReconcilerDeps deps;
  private final SwarmEngine swarm;
  private final InMemoryStatusStore board;
  private final PassQueue queue;
  private final Map<String, SwarmMemory> memories = new ConcurrentHashMap<>();
  private final RequestedRepairs repairs = new RequestedRepairs(this::wake);
  private final SwarmCache cache;
  private final SwarmWatch watch;
  private final SwarmWishes wishes;
  private final SwarmPass passes;
  private final SwarmInventory inventory;

  /**
   * Made, not started.
   *
   * @param board that other loops post on as well, each of its own apps
   */
  public SwarmLoop(
      ReconcilerDeps deps, SwarmAccess access, VolumePins pins, InMemoryStatusStore board) {
    this.deps = deps;
    this.swarm = access.manager();
    this.board = board;
    this.cache = new SwarmCache(swarm, deps.state().instance(), deps.clocks().steady());
    this.watch =
        new SwarmWatch(swarm, cache, deps.clocks().steady(), this::isMoving, new Changes());
    this.wishes = new SwarmWishes(deps, pins, repairs);
    this.passes = new SwarmPass(deps, swarm, cache, board, wishes, repairs, this::wake);
    this.queue = new PassQueue(deps, WORKERS, board, new ResidentPasses(deps, new OfServices()));
    this.inventory =
        new SwarmInventory(
            deps, cache, new TaskEngines(deps.engine(), swarm, cache, access.nodes()));
  }

  @Override
  public void start() {
    deps.threads().execute(watch::run);
    queue.start();
  }

  @Override
  public boolean pause(Duration limit) throws InterruptedException {
    return queue.pause(limit);
  }

  @Override
  public void resume() {
    queue.resume();
    memories.clear();
    watch.again();
    lookAtAll();
  }

  @Override
  public LoopVitals vitals() {
    return queue.vitals(cache.blindness(), Optional.empty());
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
    return preview();
  }

  private SwarmPreview preview() {
    return new SwarmPreview(deps, cache, wishes, this::memory);
  }

  @Override
  public Optional<StackTakeover> stacks() {
    return Optional.of(new StackAdopter(deps, swarm, preview(), wishes, passes::erase));
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
    boolean isOver = queue.end(limit);
    deps.images().close();
    swarm.close();
    return isOver;
  }

  private SwarmMemory memory(String app) {
    return memories.computeIfAbsent(app, name -> SwarmMemory.none(deps));
  }

  private void lookAtAll() {
    queue.addAll(this::has);
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

  /** What passes over a Swarm are over. */
  private final class OfServices implements ResidentPasses.Kinds {
    @Override
    public Optional<Duration> forgotten(String app, PassTimeline timeline) {
      memories.remove(app);
      if (deps.residence().isDefault()) {
        board.remove(app);
      }
      return Optional.empty();
    }

    @Override
    public Optional<Duration> kept(DesiredApp desired, PassTimeline timeline) {
      return passes.pass(desired, memory(desired.name()), timeline);
    }

    @Override
    public Optional<Duration> leaving(DesiredApp desired, PassTimeline timeline) {
      return has(desired.name()) && deps.residence().mayLeave(desired)
          ? passes.depart(desired, memory(desired.name()), timeline)
          : Optional.empty();
    }
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
          .filter(app -> !before.of(instance, app).own().equals(now.of(instance, app).own()))
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
