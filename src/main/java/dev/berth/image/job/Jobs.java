package dev.berth.image.job;

import dev.berth.port.Operation;
import dev.berth.state.ImagePins.Place;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All jobs that are at work, and the last ones that were. Jobs of one key are one job. */
final class Jobs {
  /** Builds are bound by processor and disk. */
  private static final int PARALLEL_BUILDS = 2;

  /** As Docker's own daemon has it for layers. */
  private static final int PARALLEL_TRANSFERS = 3;

  /** Operations that people can still ask for. */
  private static final int REMEMBERED = 500;

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ExecutorService threads;
  private final Consumer<Job> news;
  private final Semaphore builds = new Semaphore(PARALLEL_BUILDS);
  private final Semaphore pulls = new Semaphore(PARALLEL_TRANSFERS);
  private final Semaphore pushes = new Semaphore(PARALLEL_TRANSFERS);
  private final Map<String, Job> current = new ConcurrentHashMap<>();
  private final Map<String, Job> byId = new ConcurrentHashMap<>();

  Jobs(InstantSource clock, LongSupplier nanos, ExecutorService threads, Consumer<Job> news) {
    this.clock = clock;
    this.nanos = nanos;
    this.threads = threads;
    this.news = news;
  }

  /** The last job of a key. */
  Optional<Job> of(String key) {
    return Optional.ofNullable(current.get(key));
  }

  /** Forgets how the last job of a key ended. */
  void settle(String key) {
    current.computeIfPresent(key, (k, job) -> job.isRunning() ? job : null);
  }

  /** Joins the job of that key, or starts one. */
  Job start(JobSpec order, Optional<Place> place) {
    AtomicBoolean isFresh = new AtomicBoolean();
    Job job =
        current.compute(
            order.key(),
            (key, before) -> {
              Job taken = before != null && before.isRunning() ? before : make(order, before);
              place.ifPresentOrElse(taken.audience()::join, taken.audience()::keep);
              isFresh.set(taken != before);
              return taken;
            });
    if (isFresh.get()) {
      remember(job);
      job.start(threads);
    }
    return job;
  }

  private Job make(JobSpec order, @org.jspecify.annotations.Nullable Job before) {
    int failures = before == null ? 0 : before.failures();
    return new Job(order, failures, new JobTime(clock, nanos), places(order.kind()), news);
  }

  private Semaphore places(Operation.Kind kind) {
    return switch (kind) {
      case BUILD -> builds;
      case PULL -> pulls;
      case PUSH -> pushes;
    };
  }

  private void remember(Job job) {
    byId.put(job.id(), job);
    if (byId.size() > REMEMBERED) {
      byId.values().stream()
          .filter(old -> !old.isRunning())
          .min(Comparator.comparing(old -> old.operation().startedAt()))
          .ifPresent(old -> byId.remove(old.id()));
    }
  }

  Optional<Job> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The newest first. */
  List<Operation> operations() {
    return byId.values().stream()
        .map(Job::operation)
        .sorted(Comparator.comparing(Operation::startedAt).reversed())
        .toList();
  }

  /** Takes back what an app wished for, but for some keys; jobs that nobody wants any more end. */
  void leave(String app, Collection<String> kept) {
    for (Job job : current.values()) {
      if (!kept.contains(job.key()) && job.audience().apps().contains(app)) {
        Set<Place> places = Set.copyOf(job.audience().waiting());
        job.leave(places.stream().filter(place -> place.app().equals(app)).toList());
      }
    }
  }

  void close() {
    current.values().forEach(Job::giveUp);
  }
}
