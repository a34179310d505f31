package dev.berth.images;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Gets images: builds and pulls, each as a job that nobody waits for. Whoever needs an image asks
 * for its state, and is woken when that has changed. Jobs for the same image are one job.
 */
public final class ImageJobs implements AutoCloseable {
  /** Builds are bound by processor and disk. */
  private static final int PARALLEL_BUILDS = 2;

  /** As Docker's own daemon has it for layers. */
  private static final int PARALLEL_PULLS = 3;

  private final ContainerEngine engine;
  private final ContextStore contexts;
  private final String instance;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<String> wake;
  private final Semaphore builds = new Semaphore(PARALLEL_BUILDS);
  private final Semaphore pulls = new Semaphore(PARALLEL_PULLS);
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What a reference is known to mean.
   *
   * @param image empty: not on the engine
   * @param apps that asked
   */
  private record Known(Optional<ImageView> image, Set<String> apps) {}

  private final Set<String> refreshed = ConcurrentHashMap.newKeySet();

  /**
   * Over an engine.
   *
   * @param instance the Berth that builds, for the label
   * @param wake called with the name of an app whose image's state has changed
   */
  public ImageJobs(
      ContainerEngine engine,
      ContextStore contexts,
      String instance,
      InstantSource clock,
      ExecutorService threads,
      Consumer<String> wake) {
    this.engine = engine;
    this.contexts = contexts;
    this.instance = instance;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
  }

  /** How far the image of a service is; asks the engine only what is not known. */
  public ImageState state(String app, Service service, long generation) {
    String reference = reference(app, service);
    Optional<Job> job = Optional.ofNullable(jobs.get(reference));
    if (job.filter(Job::isRunning).isPresent()) {
      job.get().join(app);
      return job.get().progress();
    }
    Optional<ImageView> image = look(app, reference);
    boolean wantsFresh =
        pullPolicy(service) == ImageSource.PullPolicy.ALWAYS
            && !refreshed.contains(freshness(app, service, generation));
    if (image.isPresent() && !wantsFresh) {
      jobs.remove(reference);
      return new ImageState.Present(reference, image.get());
    }
    if (pullPolicy(service) == ImageSource.PullPolicy.NEVER) {
      return Job.absent(reference);
    }
    return job.flatMap(j -> j.failure(clock.instant())).orElse(new ImageState.Missing(reference));
  }

  private Optional<ImageView> look(String app, String reference) {
    Known found = known.get(reference);
    if (found == null) {
      found = new Known(engine.image(reference), ConcurrentHashMap.newKeySet());
      known.put(reference, found);
    }
    found.apps().add(app);
    return found.image();
  }

  private static String freshness(String app, Service service, long generation) {
    return app + "/" + service.name() + "/" + generation;
  }

  private static ImageSource.PullPolicy pullPolicy(Service service) {
    return service.image() instanceof ImageSource.Registry registry
        ? registry.pull()
        : ImageSource.PullPolicy.MISSING;
  }

  private static String reference(String app, Service service) {
    return switch (service.image()) {
      case ImageSource.Build build -> BuildKey.reference(app, service.name(), build);
      case ImageSource.Registry registry -> registry.reference();
    };
  }

  /** Starts to get the image of a service, unless somebody does already. */
  public void obtain(String app, Service service, long generation) {
    String reference = reference(app, service);
    jobs.compute(
        reference,
        (key, before) -> {
          if (before != null && before.isRunning()) {
            before.join(app);
            return before;
          }
          Job job = job(reference, app, service, generation, Optional.ofNullable(before));
          job.start(threads);
          return job;
        });
  }

  private Job job(
      String reference, String app, Service service, long generation, Optional<Job> before) {
    int failures = before.map(Job::failures).orElse(0);
    return switch (service.image()) {
      case ImageSource.Build build ->
          new Job(
              reference,
              "building",
              app,
              failures,
              clock,
              builds,
              log -> new ImageBuild(engine, contexts, instance, reference, build).run(log),
              this::ended);
      case ImageSource.Registry registry ->
          new Job(
              reference,
              "pulling",
              app,
              failures,
              clock,
              pulls,
              log -> {
                engine.pull(reference, log);
                refreshed.add(freshness(app, service, generation));
              },
              this::ended);
    };
  }

  /** At its end, and now and then before. */
  private void ended(Job job) {
    known.remove(job.reference());
    job.apps().forEach(wake);
  }

  /** Nothing that is known of images can be trusted any more. */
  public void changed() {
    known.clear();
  }

  /**
   * Something happened to an image: what is known of its name is doubtful.
   *
   * @return apps whose image it may be
   */
  public Set<String> changed(EngineEvent event) {
    String name = event.attribute("name").orElse(event.id());
    Set<String> apps = new HashSet<>();
    known.forEach((reference, found) -> {
      boolean isIt = found.image().filter(image -> image.id().equals(event.id())).isPresent();
      if ((isIt || References.areAlike(reference, name)) && known.remove(reference, found)) {
        apps.addAll(found.apps());
      }
    });
    return apps;
  }

  /** Ends the jobs that only this app waits for, and forgets it. */
  public void forget(String app) {
    jobs.values().forEach(job -> job.leave(app));
    refreshed.removeIf(key -> key.startsWith(app + "/"));
  }

  @Override
  public void close() {
    jobs.values().forEach(Job::cancel);
  }
}
