package dev.berth.image.job;

import dev.berth.observe.ImageState;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.App;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Jobs that people ask for by themselves, and a look at all of them. */
public final class ImageRequests {
  private final Jobs jobs;
  private final JobFactory jobFactory;
  private final CachedImagePins pins;
  private final InstantSource clock;
  private final Consumer<String> wake;

  ImageRequests(
      Jobs jobs,
      JobFactory jobFactory,
      CachedImagePins pins,
      InstantSource clock,
      Consumer<String> wake) {
    this.jobs = jobs;
    this.jobFactory = jobFactory;
    this.pins = pins;
    this.clock = clock;
    this.wake = wake;
  }

  /** Pulls an image that no app asked for. */
  public Operation pull(String reference) {
    return begin(jobFactory.pull(reference, reference)).operation();
  }

  public Operation push(String reference) {
    return begin(jobFactory.push(reference)).operation();
  }

  /**
   * Builds the image of a service though it was built before. The revision that is wanted keeps
   * what it was given, or takes the new image; a later one with another spec takes it anyway.
   */
  public Operation build(DesiredApp desired, Service service, ImageOperations.Rebuild how) {
    Place place = new Place(desired.name(), service.name(), desired.revision());
    Job job =
        begin(
            jobFactory.rebuild(
                desired.app(),
                service,
                how,
                made -> {
                  if (how.rollout()) {
                    take(place, made);
                  }
                }));
    job.audience().asked(desired.name());
    return job.operation();
  }

  /** To be published anew, too. */
  private void take(Place place, ImageState.Present made) {
    pins.save(
        place,
        new Pin(
            made.reference(),
            made.image().id(),
            CachedImagePins.digest(made.reference(), made.image()),
            clock.instant(),
            Optional.empty()));
    wake.accept(place.app());
  }

  private Job begin(JobSpec order) {
    return jobs.start(order, Optional.empty());
  }

  /** What the image of a service is called. */
  public String reference(App app, Service service) {
    return jobFactory.wanted(app, service).reference();
  }

  /** The newest first. */
  public List<Operation> operations() {
    return jobs.operations();
  }

  public Optional<Operation> operation(String id) {
    return jobs.byId(id).map(Job::operation);
  }

  /** Waits for a change of an operation after a version, for some time. */
  public Optional<Operation> operation(String id, long version, Duration limit)
      throws InterruptedException {
    Optional<Job> job = jobs.byId(id);
    return job.isEmpty() ? Optional.empty() : Optional.of(job.get().after(version, limit));
  }

  public Optional<Operation> cancel(String id) {
    Optional<Job> job = jobs.byId(id);
    job.ifPresent(Job::cancel);
    return job.map(Job::operation);
  }
}
