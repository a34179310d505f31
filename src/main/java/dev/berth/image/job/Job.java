package dev.berth.image.job;

import dev.berth.engine.EngineException;
import dev.berth.observe.ImageState;
import dev.berth.port.Operation;
import dev.berth.state.ImagePins.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One build, pull or push: at work, or over. */
final class Job {
  /** How much of the log a status shows. */
  private static final int LINES_SHOWN = 20;

  private final String id = UUID.randomUUID().toString();
  private final JobSpec order;
  private final int failuresBefore;
  private final JobWaiters jobWaiters = new JobWaiters();
  private final JobTime time;
  private final Semaphore places;
  private final Consumer<Job> news;
  private final BuildLog log;
  private final Instant since;
  private final JobProgress jobProgress = new JobProgress();
  private volatile boolean asked;
  private final NewsPace pace;
  private volatile Operation.State state = Operation.State.QUEUED;
  private volatile ImageState.@Nullable Failed failed;

  /** Of the clock that nobody sets: from when on another try is due. */
  private volatile long dueNanos;

  private volatile @Nullable Instant endedAt;
  private volatile @Nullable String digest;
  private volatile @Nullable Thread worker;

  /**
   * Made, not started.
   *
   * @param failures of the jobs of this key before
   * @param places how many may be at work at a time
   * @param news called at the end, and now and then before
   */
  Job(JobSpec order, int failures, JobTime time, Semaphore places, Consumer<Job> news) {
    this.order = order;
    this.failuresBefore = failures;
    this.time = time;
    this.places = places;
    this.news = news;
    this.log = new BuildLog(order.secrets(), time.nanos(), this::heard);
    this.since = time.now();
    this.pace = new NewsPace(time.nanos());
  }

  void start(ExecutorService threads) {
    threads.execute(this::run);
  }

  private void run() {
    boolean placed = false;
    worker = Thread.currentThread();
    try {
      if (asked) {
        throw new InterruptedException();
      }
      places.acquire();
      placed = true;
      state = Operation.State.RUNNING;
      digest = order.work().run(this, log).orElse(null);
      end(Operation.State.SUCCEEDED);
    } catch (EngineException e) {
      String reason = JobFailure.of(e);
      Duration delay = JobFailure.delay(reason, failuresBefore + 1, e.isTransient());
      fail(e.getMessage(), reason, delay.compareTo(e.waitAtLeast()) > 0 ? delay : e.waitAtLeast());
    } catch (InterruptedException e) {
      fail("interrupted", JobFailure.CANCELLED, JobFailure.delay("", failuresBefore + 1, true));
    } catch (RuntimeException e) {
      System.getLogger(Job.class.getName())
          .log(System.Logger.Level.ERROR, order.verb() + " " + reference() + ": this is a bug", e);
      fail(
          order.verb() + " " + reference() + " failed: " + e,
          "EngineError",
          JobFailure.delay("", failuresBefore + 1, true));
    } finally {
      if (placed) {
        places.release();
      }
      // Whoever hears the news may write to a disk, which an interrupt would break.
      boolean unused = Thread.interrupted();
      news.accept(this);
    }
  }

  private void fail(String message, String reason, Duration delay) {
    if (asked) {
      Instant retry = due(JobFailure.LONGEST);
      failed = failure("was cancelled; tried again at " + retry, JobFailure.CANCELLED, retry);
      end(Operation.State.CANCELLED);
      return;
    }
    Instant retry = due(delay);
    failed = failure(log.hide(message), reason, retry);
    end(Operation.State.FAILED);
  }

  private Instant due(Duration delay) {
    dueNanos = time.nanos().getAsLong() + delay.toNanos();
    return time.now().plus(delay);
  }

  private ImageState.Failed failure(String message, String reason, Instant retry) {
    boolean building = order.kind() == Operation.Kind.BUILD;
    String tail = building ? String.join("\n", log.last(LINES_SHOWN)) : "";
    String whole =
        reason.equals(JobFailure.CANCELLED) ? order.verb() + " " + reference() + " " : "";
    return new ImageState.Failed(
        reference(), reason, (whole + message + "\n" + tail).stripTrailing(), retry);
  }

  private void end(Operation.State last) {
    synchronized (jobProgress) {
      endedAt = time.now();
      state = last;
    }
    jobProgress.changed();
  }

  private void heard() {
    jobProgress.changed();
    if (pace.isDue()) {
      news.accept(this);
    }
  }

  String id() {
    return id;
  }

  String key() {
    return order.key();
  }

  String reference() {
    return order.reference();
  }

  JobWaiters audience() {
    return jobWaiters;
  }

  /** Takes back a wish; a job that nobody wants any more ends. */
  void leave(Collection<Place> places) {
    if (jobWaiters.leave(places) && isRunning()) {
      cancel();
    }
  }

  void cancel() {
    asked = true;
    giveUp();
  }

  /** Ends it though nobody asked for that: the server ends. */
  void giveUp() {
    synchronized (jobProgress) {
      Thread started = worker;
      if (started != null && isRunning()) {
        started.interrupt();
      }
    }
  }

  boolean isRunning() {
    return !state.isOver();
  }

  int failures() {
    return failed == null ? 0 : failuresBefore + 1;
  }

  List<String> log() {
    return log.all();
  }

  Operation.Kind kind() {
    return order.kind();
  }

  boolean hasSucceeded() {
    return state == Operation.State.SUCCEEDED;
  }

  ImageState progress() {
    String last = log.last();
    return new ImageState.InProgress(
        reference(), order.verb(), since, last.isEmpty() ? "waiting" : last, id);
  }

  /**
   * The failure, until it is time for another try. Where the clock on the wall has jumped since,
   * the time told is what it will say then.
   */
  Optional<ImageState> failure() {
    Duration rest = Duration.ofNanos(dueNanos - time.nanos().getAsLong());
    return Optional.<ImageState.Failed>ofNullable(failed)
        .filter(f -> rest.isPositive())
        .map(f -> f.dueAbout(time.now().plus(rest)));
  }

  /** Waits for a change after a version, for some time. */
  Operation after(long version, Duration limit) throws InterruptedException {
    jobProgress.await(version, limit);
    return operation();
  }

  Operation operation() {
    Optional<ImageState.Failed> failure = Optional.ofNullable(failed);
    long version = jobProgress.version();
    return new Operation(
        id,
        order.kind(),
        reference(),
        jobWaiters.askers(),
        state,
        since,
        Optional.ofNullable(endedAt),
        failure
            .map(ImageState.Failed::message)
            .orElseGet(() -> state.name().toLowerCase(Locale.ROOT) + said()),
        failure.map(ImageState.Failed::reason),
        Optional.ofNullable(digest),
        log.parts(),
        log.all(),
        version);
  }

  private String said() {
    return log.last().isEmpty() ? "" : ": " + log.last();
  }
}
