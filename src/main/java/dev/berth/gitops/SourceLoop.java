package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.status.AppEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Syncs each source when it is time, when its folder changes and when somebody asks. One sync of a
 * source at a time; sources do not wait for each other.
 */
public final class SourceLoop implements SourceOperations, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SourceLoop.class.getName());

  /** Longer than a slow fetch. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Sources of one Berth, or of many, do not all come at the same moment. */
  private static final double JITTER = 0.1;

  private final SourceKind kind;
  private final ResourceStore state;
  private final SourceReconciler sourceReconciler;
  private final WebhookVerifier webhookVerifier;
  private final ExecutorService threads;
  private final SplittableRandom chance;
  private final FolderWatch watch;
  private final SourceRoots roots;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("source-timer").factory());
  private final Map<String, SourceTurn> turns = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Over sources that are declared; nothing happens before {@link #start}. */
  public SourceLoop(SourceKind kind, SourceDeps tools) {
    this.kind = kind;
    this.state = tools.state();
    this.sourceReconciler = new SourceReconciler(tools);
    this.webhookVerifier = new WebhookVerifier(new SealedValues(tools.vault()));
    this.threads = tools.threads();
    this.chance = tools.chance();
    this.roots = tools.roots();
    this.watch = new FolderWatch(threads, this::wake);
    kind.listen(this::changed);
  }

  /** Begins with all sources at once: what changed while Berth was down is waiting. */
  public void start() {
    closed = false;
    state.all(kind.name()).forEach(resource -> changed(resource.name()));
  }

  /** Until {@link #start}; a sync that is at work ends by itself. */
  public void pause() {
    closed = true;
  }

  private SourceTurn turn(String source) {
    return turns.computeIfAbsent(source, name -> new SourceTurn());
  }

  private Optional<Resource> find(String source) {
    return state.find(kind.name(), source);
  }

  /** It was declared, changed or removed. */
  private void changed(String source) {
    Optional<Resource> resource = find(source);
    if (resource.isEmpty()) {
      turn(source).schedule(null);
      watch.forget(source);
      forget(source);
      return;
    }
    SourceSpec spec = SourceSpec.of(resource.get());
    if (spec.suspend()) {
      turn(source).schedule(null);
      watch.forget(source);
      sourceReconciler.suspend(resource.get());
    } else {
      wake(source);
    }
  }

  /** Once a sync that is under way is done: it would claim its apps again. */
  private void forget(String source) {
    SourceTurn turn = turn(source);
    turn.lock().lock();
    try {
      sourceReconciler.forget(source);
    } finally {
      turn.lock().unlock();
    }
  }

  /** Soon. */
  void wake(String source) {
    turn(source).woken().set(true);
    later(source, Duration.ZERO);
  }

  private void later(String source, Duration wait) {
    if (!closed) {
      turn(source)
          .schedule(
              timer.schedule(
                  () -> threads.execute(() -> run(source, false)),
                  wait.toMillis(),
                  TimeUnit.MILLISECONDS));
    }
  }

  private void watch(String source, SourceSpec spec) {
    if (spec.folder().isPresent()) {
      try {
        ConfinedTree tree = roots.tree(spec.folder().get());
        watch.watch(source, tree, tree.root().resolve(spec.path()));
      } catch (SourceException e) {
        LOG.log(
            System.Logger.Level.DEBUG, "source {0} is not watched: {1}", source, e.getMessage());
      }
    }
  }

  private void run(String source, boolean allowEmpty) {
    SourceTurn turn = turn(source);
    turn.lock().lock();
    try {
      Optional<Resource> resource = find(source).filter(r -> !SourceSpec.of(r).suspend());
      if (resource.isPresent() && !closed) {
        SourceSpec spec = SourceSpec.of(resource.get());
        watch(source, spec);
        turn.woken().set(false);
        Duration wait =
            sourceReconciler.sync(resource.get(), allowEmpty, jittered(spec.interval()));
        later(source, turn.woken().get() ? Duration.ZERO : wait);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "source " + source + ": a sync failed: a bug", e);
      later(source, SourceReader.SELDOM);
    } finally {
      turn.lock().unlock();
    }
  }

  private synchronized Duration jittered(Duration interval) {
    double factor = 1 + JITTER * (2 * chance.nextDouble() - 1);
    return Duration.ofMillis((long) (interval.toMillis() * factor));
  }

  @Override
  public Answer sync(String source, boolean allowEmpty) {
    Answer foreseen = dryRunSync(source);
    if (foreseen != Answer.DONE) {
      return foreseen;
    }
    ReentrantLock lock = turn(source).lock();
    try {
      if (!lock.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return Answer.BUSY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.BUSY;
    }
    try {
      run(source, allowEmpty);
      return Answer.DONE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Answer dryRunSync(String source) {
    return find(source)
        .map(resource -> SourceSpec.of(resource).suspend() ? Answer.SUSPENDED : Answer.DONE)
        .orElse(Answer.NOT_FOUND);
  }

  @Override
  public Optional<Diff> diff(String source, boolean allowEmpty) {
    ReentrantLock lock = turn(source).lock();
    lock.lock();
    try {
      return find(source).map(resource -> sourceReconciler.diff(resource, allowEmpty));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Answer hook(String source, Map<String, String> headers, byte[] body) {
    Answer answer = dryRunHook(source, headers, body);
    if (answer == Answer.DONE) {
      wake(source);
    }
    return answer;
  }

  @Override
  public Answer dryRunHook(String source, Map<String, String> headers, byte[] body) {
    Optional<Resource> resource = find(source);
    if (resource.isEmpty()
        || !webhookVerifier.isGenuine(SourceSpec.of(resource.get()), headers, body)) {
      return Answer.REFUSED;
    }
    return dryRunSync(source);
  }

  @Override
  public List<AppEvent> events(String source, int limit) {
    return sourceReconciler.events(source, limit);
  }

  /** Waits for nothing: what is cut off is finished after the next start. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    watch.close();
  }
}
