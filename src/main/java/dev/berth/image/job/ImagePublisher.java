package dev.berth.image.job;

import dev.berth.observe.ImageView;
import dev.berth.port.Operation;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import java.util.Optional;

/** Names and publishes what was built, and tells what became of it. */
record ImagePublisher(
    CachedImagePins pins, JobFactory orders, Jobs jobs, ImageEventListener herald) {

  /** Gives a built image the names that people want, and sends it where it is to be published. */
  void publish(Service service, Pin pin, Place place, ImageView image) {
    if (!(service.image() instanceof ImageSource.Build build)
        || build.names().isEmpty()
        || isPublished(build, pin, image)) {
      return;
    }
    if (build.push().isEmpty()) {
      build.names().forEach(name -> orders.tag(pin.imageId(), name));
      pins.save(place, pin.published(""));
      return;
    }
    String target = build.push().get();
    Optional<Job> before = jobs.of(JobFactory.pushKey(target));
    boolean isHeld = before.filter(j -> j.isRunning() || j.failure().isPresent()).isPresent();
    if (!isHeld) {
      build.names().forEach(name -> orders.tag(pin.imageId(), name));
      jobs.start(orders.patientPush(target), Optional.of(place));
    }
  }

  /** Where it is to be: another registry since then, of the engine that is, has it not. */
  private boolean isPublished(ImageSource.Build build, Pin pin, ImageView image) {
    return pin.published().isPresent()
        && build.push().stream()
            .allMatch(target ->
                image.digest(target).isPresent()
                    || jobs.of(JobFactory.pushKey(target)).filter(Job::hasSucceeded).isPresent());
  }

  /** At the end of a push. */
  void pushed(Job job) {
    Operation push = job.operation();
    for (Place place : job.audience().waiting()) {
      if (job.hasSucceeded()) {
        pins.find(place)
            .ifPresent(pin -> pins.save(place, pin.published(push.digest().orElse(""))));
      }
      String what = job.reference() + push.digest().map(digest -> "@" + digest).orElse("");
      herald.onImageEvent(
          place,
          job.hasSucceeded() ? "ImagePushed" : "PushFailed",
          job.hasSucceeded() ? "published as " + what : push.message());
    }
  }
}
