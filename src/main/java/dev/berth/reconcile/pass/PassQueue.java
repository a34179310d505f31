package dev.berth.reconcile.pass;

import dev.berth.engine.EngineException;
import dev.berth.reconcile.deps.LoopVitals;
import dev.berth.reconcile.deps.ReconcilerDeps;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Apps that are worth a look, and workers that take them up: one pass at a time over each, whatever
 * kind of engine it is over. A pass that fails is made again, later and later.
 */
public final class PassQueue {
  private static final Logger LOG = System.getLogger(PassQueue.class.getName());

  private final ReconcilerDeps deps;
  private final InMemoryStatusStore board;
  private final Pass pass;
  private final WorkQueue queue = new WorkQueue();
  private final Workers workers;
  private final PassDelays delays;
  private final Map<String, Instant> heardAt = new ConcurrentHashMap<>();
  private volatile boolean isPaused;

  /** Looks at an app and does what can be done. */
  public interface Pass {

    /** Answers when to look again though nothing wakes the app before. */
    Optional<Duration> over(String app, PassTimeline timeline);
  }

  /** {@code workers}: how many apps are looked at in parallel. */
  public PassQueue(ReconcilerDeps deps, int workers, InMemoryStatusStore board, Pass pass) {
    this.deps = deps;
    this.board = board;
    this.pass = pass;
    this.workers = new Workers(workers, System::nanoTime);
    this.delays = new PassDelays(deps.chance());
  }

  public void start() {
    workers.start(deps.threads(), () -> queue.serve(this::work));
  }

  /** Takes up nothing; answers whether the passes of now have ended within so long. */
  public boolean pause(Duration limit) throws InterruptedException {
    isPaused = true;
    deps.images().giveUp();
    return workers.awaitIdle(limit);
  }

  public void resume() {
    isPaused = false;
  }

  public void add(String app) {
    queue.add(app);
  }

  public void add(String app, Duration delay) {
    queue.add(app, delay);
  }

  /** Likewise for something that was told of an app at a time of Berth's clock. */
  public void add(String app, Instant at) {
    // What comes in the middle of a pass is mostly its own echo, and waits for its end.
    if (!workers.isAt(app)) {
      heardAt.putIfAbsent(app, at);
    }
    queue.add(app);
  }

  /** All apps that belong here, or that {@code has} finds something of. */
  public void addAll(Predicate<String> has) {
    deps.state().all().stream()
        .filter(app -> deps.residence().isHome(app) || has.test(app.name()))
        .map(DesiredApp::name)
        .forEach(queue::add);
  }

  /** Names that wait for a pass. */
  public int depth() {
    return queue.depth();
  }

  public LoopVitals vitals(Optional<String> blindness, Optional<String> death) {
    return new LoopVitals(blindness, death, workers.stuck(), workers.isMoving());
  }

  /** Takes up nothing new; answers whether the passes of now, which want threads, have ended. */
  public boolean end(Duration limit) throws InterruptedException {
    queue.close();
    return workers.end(limit);
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
      Optional<Duration> next = pass.over(app, timeline);
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
}
