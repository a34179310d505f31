package dev.berth.images;

import dev.berth.engine.EngineException;
import dev.berth.observe.ImageState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One job that gets one image: at work, or failed. */
final class Job {
  /** How much of the log a status shows. */
  private static final int LINES_SHOWN = 20;

  /** How often those who wait hear of progress. */
  private static final Duration NEWS = Duration.ofSeconds(1);

  private final String reference;
  private final String verb;
  private final Set<String> apps = ConcurrentHashMap.newKeySet();
  private final InstantSource clock;
  private final Semaphore places;
  private final Consumer<BuildLog> work;
  private final Consumer<Job> news;
  private final BuildLog log = new BuildLog(this::heard);
  private final Instant since;
  private int failures;
  private Instant lastNews;
  private volatile ImageState.@Nullable Failed failed;
  private volatile boolean running = true;
  private volatile @Nullable Future<?> thread;

  Job(
      String reference,
      String verb,
      String app,
      int failures,
      InstantSource clock,
      Semaphore places,
      Consumer<BuildLog> work,
      Consumer<Job> news) {
    this.reference = reference;
    this.verb = verb;
    this.failures = failures;
    this.clock = clock;
    this.places = places;
    this.work = work;
    this.news = news;
    this.since = clock.instant();
    this.lastNews = since;
    apps.add(app);
  }

  void start(ExecutorService threads) {
    thread = threads.submit(this::run);
  }

  private void run() {
    boolean placed = false;
    try {
      places.acquire();
      placed = true;
      work.accept(log);
      failures = 0;
    } catch (EngineException e) {
      failed = failed(e.getMessage(), Failure.of(e), e.isTransient());
    } catch (InterruptedException e) {
      failed = failed(verb + " " + reference + " was cancelled", "Cancelled", true);
    } catch (RuntimeException e) {
      System.getLogger(Job.class.getName())
          .log(System.Logger.Level.ERROR, verb + " " + reference + " failed: this is a bug", e);
      failed = failed(verb + " " + reference + " failed: " + e, "EngineError", true);
    } finally {
      if (placed) {
        places.release();
      }
      running = false;
      news.accept(this);
    }
  }

  private ImageState.Failed failed(String message, String reason, boolean soon) {
    failures++;
    Instant retry = clock.instant().plus(Failure.delay(reason, failures, soon));
    boolean building = verb.equals("building");
    String tail = building ? "\n" + String.join("\n", log.last(LINES_SHOWN)) : "";
    return new ImageState.Failed(reference, reason, message + tail, retry);
  }

  static ImageState absent(String reference) {
    return new ImageState.Failed(
        reference,
        Failure.IMAGE_NOT_FOUND,
        reference
            + " is not on the engine, and pull_policy is never: load it, or change the policy",
        Instant.MAX);
  }

  private void heard() {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(lastNews.plus(NEWS))) {
        return;
      }
      lastNews = now;
    }
    news.accept(this);
  }

  String reference() {
    return reference;
  }

  Set<String> apps() {
    return apps;
  }

  void join(String app) {
    apps.add(app);
  }

  void leave(String app) {
    if (apps.remove(app) && apps.isEmpty()) {
      cancel();
    }
  }

  void cancel() {
    Future<?> started = thread;
    if (started != null) {
      started.cancel(true);
    }
  }

  boolean isRunning() {
    return running;
  }

  int failures() {
    return failures;
  }

  ImageState progress() {
    String last = log.last();
    return new ImageState.InProgress(reference, verb, since, last.isEmpty() ? "waiting" : last);
  }

  /** The failure, until it is time for another try. */
  Optional<ImageState> failure(Instant now) {
    return Optional.<ImageState.Failed>ofNullable(failed)
        .filter(f -> now.isBefore(f.retryAt()))
        .map(f -> f);
  }
}
