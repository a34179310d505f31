package dev.berth.reconcile;

import dev.berth.engine.EngineException;
import dev.berth.spec.DesiredApp;
import dev.berth.status.Inventory;
import dev.berth.status.StatusBoard;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps every app as declared, for as long as it runs. Whatever happens only marks names of apps as
 * worth a look; workers take one name at a time and make one pass.
 */
public final class ReconcileLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ReconcileLoop.class.getName());

  /** Apps looked at in parallel; engine calls have a bound of their own. */
  private static final int WORKERS = 8;

  /** Networks, volumes and images change in bursts: one look after the burst will do. */
  private static final Duration BURST = Duration.ofMillis(200);

  private final Tools tools;
  private final Duration resync;
  private final WorkQueue queue = new WorkQueue();
  private final MemoryBoard board = new MemoryBoard();
  private final Reconciler reconciler;
  private final EngineWatch watch;
  private final EngineInventory inventory;
  private final Backoff backoff;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final LongAdder passes = new LongAdder();

  /**
   * Made, not started.
   *
   * @param resync how often every app is looked at though nothing woke it
   */
  public ReconcileLoop(Tools tools, Duration resync) {
    String instance = tools.state().instance();
    this.tools = tools;
    this.resync = resync;
    this.reconciler = new Reconciler(tools, instance, board, this::wake);
    this.watch =
        new EngineWatch(tools.engine(), this::wake, this::changedElsewhere, this::lookAtAll);
    this.inventory = new EngineInventory(tools, instance, board);
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), tools.chance());
  }

  /** Starts workers, the watch over the engine, and the periodic look. */
  public void start() {
    tools.threads().execute(watch::run);
    for (int worker = 0; worker < WORKERS; worker++) {
      tools.threads().execute(this::work);
    }
  }

  /** Marks an app as worth a look. */
  public void wake(String app) {
    queue.add(app);
  }

  public StatusBoard board() {
    return board;
  }

  public Inventory inventory() {
    return inventory;
  }

  /** Names that wait for a pass. */
  public int depth() {
    return queue.depth();
  }

  /** Passes made since the start. */
  public long passes() {
    return passes.sum();
  }

  private void lookAtAll() {
    tools.images().changed();
    tools.state().all().stream().map(DesiredApp::name).forEach(queue::add);
  }

  private void changedElsewhere() {
    tools.images().changed();
    tools.state().all().stream().map(DesiredApp::name).forEach(app -> queue.add(app, BURST));
  }

  private void work() {
    try {
      Optional<String> taken = queue.take();
      while (taken.isPresent()) {
        String app = taken.get();
        Optional<Duration> next = pass(app);
        queue.done(app);
        next.ifPresent(delay -> queue.add(app, delay));
        taken = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Duration> pass(String app) {
    passes.increment();
    try {
      Optional<Duration> next = reconciler.pass(app);
      failures.remove(app);
      return Optional.of(next.filter(delay -> delay.compareTo(resync) < 0).orElse(resync))
          .filter(delay -> board.find(app).isPresent());
    } catch (EngineException e) {
      return Optional.of(delayAfterFailure(app));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "app=" + app + " pass failed: this is a bug in Berth", e);
      return Optional.of(delayAfterFailure(app));
    }
  }

  private Duration delayAfterFailure(String app) {
    return backoff.after(failures.merge(app, 1, Integer::sum));
  }

  @Override
  public void close() {
    watch.close();
    queue.close();
    tools.images().close();
  }
}
