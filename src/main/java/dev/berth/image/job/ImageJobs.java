package dev.berth.image.job;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.ImageEngine;
import dev.berth.image.context.ContextStore;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.Service;
import dev.berth.state.ImagePins;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import dev.berth.state.secret.Secrets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gets images: builds and pulls, each as a job that nobody waits for. Whoever needs an image asks
 * for its state, and is woken when that has changed. Jobs for the same image are one job.
 */
public final class ImageJobs implements AutoCloseable {
  private final CachedImagePins pins;
  private final InstantSource clock;
  private final Consumer<String> wake;
  private final ImagePublisher imagePublisher;
  private final ImageEventListener listener;
  private final TagPoller follower;
  private final KnownImages known;
  private final JobFactory jobFactory;
  private final Jobs jobs;
  private final ImageRequests requests;

  /** Places whose image was pulled or built by this process for their revision. */
  private final Set<Place> refreshed = ConcurrentHashMap.newKeySet();

  /**
   * Over an engine.
   *
   * @param secrets what builds may read
   * @param instance the Berth that builds, for the label
   * @param nanos a clock that nobody sets, for how long is waited
   * @param wake called with the name of an app whose image's state has changed
   * @param imageEventListener hears what happened to published images
   * @param follower looks for newer images of services that want it
   */
  public ImageJobs(
      ImageEngine engine,
      ContextStore contexts,
      ImagePins pins,
      Secrets secrets,
      String instance,
      InstantSource clock,
      LongSupplier nanos,
      ExecutorService threads,
      Consumer<String> wake,
      ImageEventListener imageEventListener,
      TagPoller follower) {
    this.follower = follower;
    this.listener = imageEventListener;
    this.pins = new CachedImagePins(pins);
    this.clock = clock;
    this.wake = wake;
    this.known = new KnownImages(engine);
    this.jobFactory = new JobFactory(engine, contexts, known, secrets, instance);
    this.jobs = new Jobs(clock, nanos, threads, this::heard);
    this.requests = new ImageRequests(jobs, jobFactory, this.pins, clock, wake);
    this.imagePublisher = new ImagePublisher(this.pins, jobFactory, jobs, imageEventListener);
  }

  private static boolean isBuilt(Service service) {
    return service.image() instanceof ImageSource.Build;
  }

  /**
   * How far the image of a service is; asks the engine only what is not known. What came from a
   * registry, or was built, stays what it is for its revision; what only lies on the engine is what
   * its name means there.
   */
  public ImageState state(App app, Service service, long revision) {
    Place place = new Place(app.name(), service.name(), revision);
    Optional<Pin> pin = pins.find(place);
    Optional<ImageState> pinned =
        pin.flatMap(p ->
            known.look(app.name(), p.imageId()).map(i -> new ImageState.Present(p.reference(), i)));
    boolean isFirm = pin.flatMap(Pin::digest).isPresent() || isBuilt(service);
    if (isFirm && pinned.isPresent()) {
      return pinned.get();
    }
    Optional<ImageState> sibling =
        jobFactory.siblings().state(app, service, other -> state(app, other, revision));
    if (sibling.isPresent()) {
      return sibling.get();
    }
    JobFactory.Wanted wanted = jobFactory.wanted(app, service);
    Optional<Job> job = jobs.of(wanted.key());
    if (job.filter(Job::isRunning).isPresent()) {
      job.get().audience().join(place);
      return job.get().progress();
    }
    Optional<ImageView> image = known.look(app.name(), wanted.reference());
    boolean isFresh = pin.isPresent() || refreshed.contains(place);
    if (image.isPresent()
        && (isFresh || !pins.isStale(service, wanted.reference(), clock.instant()))) {
      return new ImageState.Present(wanted.reference(), image.get());
    }
    if (pinned.isPresent()) {
      return pinned.get();
    }
    if (service.image().renewal().equals(PullPolicy.NEVER)) {
      return JobFailure.absent(wanted.reference());
    }
    return job.flatMap(j -> j.failure()).orElse(new ImageState.Missing(wanted.reference()));
  }

  /** Starts to get the image of a service, unless somebody does already. */
  public void obtain(App app, Service service, long revision) {
    Place place = new Place(app.name(), service.name(), revision);
    Optional<String> digest = pins.find(place).flatMap(Pin::digest);
    jobs.start(jobFactory.order(app, service, digest), Optional.of(place));
  }

  /**
   * Remembers what a revision was given, gives up what is wanted no more, and publishes what is to
   * be. For what is stored only, never for a dry run.
   */
  public void recordImages(App app, long revision, Map<String, ImageState> states) {
    Set<String> keys = new HashSet<>();
    for (Service service : app.services().values()) {
      Place place = new Place(app.name(), service.name(), revision);
      ImageState state = states.get(service.name());
      if (state instanceof ImageState.Present present) {
        Pin pin = pins.record(place, present, clock.instant());
        imagePublisher.publish(service, pin, place, present.image());
        if (service.image() instanceof ImageSource.Registry registry) {
          follower.follow(place, registry, pin);
        }
      } else {
        keys.add(jobFactory.wanted(app, service).key());
      }
      if (service.image() instanceof ImageSource.Build build) {
        build.push().map(JobFactory::pushKey).ifPresent(keys::add);
      }
    }
    jobs.leave(app.name(), keys);
  }

  /** At the end of a job, and now and then before. */
  private void heard(Job job) {
    if (!job.isRunning()) {
      known.forget(job.reference());
      switch (job.kind()) {
        case BUILD -> built(job);
        case PULL -> pulled(job);
        case PUSH -> {
          known.changed(); // It has one digest more, under whatever names it is known.
          imagePublisher.pushed(job);
        }
      }
      listener.ended(job.operation());
    }
    job.audience().apps().forEach(wake);
  }

  private void saveLog(Job job) {
    String log = String.join("\n", job.log());
    job.audience().waiting().forEach(place -> pins.stored().saveLog(place, log));
  }

  private void built(Job job) {
    saveLog(job);
    if (job.hasSucceeded()) {
      refreshed.addAll(job.audience().waiting());
    }
  }

  private void pulled(Job job) {
    built(job);
    if (job.hasSucceeded()) {
      pins.stored().savePull(job.reference(), clock.instant());
    }
  }

  /** What people ask for beside apps. */
  public ImageRequests requests() {
    return requests;
  }

  /** Nothing that is known of images can be trusted any more. */
  public void changed() {
    known.changed();
  }

  /**
   * Something happened to an image: what is known of its name is doubtful, and the engine is asked.
   *
   * @return apps whose image it may be, and means another one now
   */
  public Set<String> changed(EngineEvent event) {
    return known.changed(event);
  }

  /** Ends the jobs that only this app waits for, and forgets it. */
  public void forget(String app) {
    leave(app);
    pins.stored().forget(app);
    follower.forget(app);
  }

  /** Likewise of one that is kept on another engine from now on. */
  public void leave(String app) {
    jobs.leave(app, Set.of());
    refreshed.removeIf(place -> place.app().equals(app));
    pins.drop(app);
  }

  /** Ends what is at work; apps wish for it again. */
  public void giveUp() {
    jobs.close();
    pins.forget();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
