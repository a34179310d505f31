package dev.berth.gitops;

import dev.berth.disk.ConfinedTree;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.reconcile.queue.WorkQueue;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.status.AppEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Syncs each source when it is time, when its folder changes and when somebody asks. One sync of a
 * source at a time; sources do not wait for each other.
 */
public final class SourceLoop implements SourceOperations, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SourceLoop.class.getName());

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
  private final WorkQueue queue = new WorkQueue();
  private final SyncTurns turns = new SyncTurns();
  private final AtomicBoolean working = new AtomicBoolean();
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
    if (working.compareAndSet(false, true)) {
      threads.execute(this::work);
    }
    state.all(kind.name()).forEach(resource -> changed(resource.name()));
  }

  /** Until {@link #start}; a sync that is at work ends by itself. */
  public void pause() {
    closed = true;
  }

  private Optional<Resource> find(String source) {
    return state.find(kind.name(), source);
  }

  /** It was declared, changed or removed. */
  private void changed(String source) {
    Optional<Resource> resource = find(source);
    if (resource.isEmpty()) {
      watch.forget(source);
      // Once a sync that is under way is done: it would claim its apps again.
      turns.alone(
          source,
          () -> {
            sourceReconciler.forget(source);
            return source;
          });
      return;
    }
    SourceSpec spec = SourceSpec.of(resource.get().spec());
    if (spec.suspend()) {
      watch.forget(source);
      sourceReconciler.suspend(resource.get());
    } else {
      wake(source);
    }
  }

  /** Soon. */
  void wake(String source) {
    queue.add(source);
  }

  /** Hands each source whose time has come to a thread of its own: they do not wait for others. */
  private void work() {
    try {
      Optional<WorkQueue.Taken> taken = queue.take();
      while (taken.isPresent()) {
        String source = taken.get().key();
        threads.execute(() -> {
          try {
            turns.sync(source, allowEmpty -> run(source, allowEmpty));
          } finally {
            queue.done(source);
          }
        });
        taken = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    try {
      Optional<Resource> resource = find(source).filter(r -> !SourceSpec.of(r.spec()).suspend());
      if (resource.isPresent() && !closed) {
        SourceSpec spec = SourceSpec.of(resource.get().spec());
        watch(source, spec);
        Duration interval = jittered(spec.interval());
        queue.add(source, sourceReconciler.sync(resource.get(), allowEmpty, interval));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "source " + source + ": a sync failed: a bug", e);
      queue.add(source, SourceReader.SELDOM);
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
    return turns.await(source, allowEmpty, () -> wake(source)) ? Answer.DONE : Answer.BUSY;
  }

  @Override
  public Answer dryRunSync(String source) {
    return find(source)
        .map(resource -> SourceSpec.of(resource.spec()).suspend() ? Answer.SUSPENDED : Answer.DONE)
        .orElse(Answer.NOT_FOUND);
  }

  @Override
  public Optional<Diff> diff(String source, boolean allowEmpty) {
    return turns.alone(
        source, () -> find(source).map(resource -> sourceReconciler.diff(resource, allowEmpty)));
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
        || !webhookVerifier.isGenuine(SourceSpec.of(resource.get().spec()), headers, body)) {
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
    queue.close();
    turns.close();
    watch.close();
  }
}
