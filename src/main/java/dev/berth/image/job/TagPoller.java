package dev.berth.image.job;

import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.image.registry.ImageReferences;
import dev.berth.image.registry.TagList;
import dev.berth.image.registry.VersionTags;
import dev.berth.port.ImageUpdates;
import dev.berth.reconcile.queue.Rounds;
import dev.berth.spec.ImageSource;
import dev.berth.spec.ImageUpdate;
import dev.berth.state.ImagePins.Pin;
import dev.berth.state.ImagePins.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Looks in registries for newer images of those services that want it. */
public final class TagPoller implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TagPoller.class.getName());
  private static final Duration TICK = Duration.ofSeconds(1);

  private final ImageEngine engine;
  private final TagList tags;
  private final ImageUpdates moves;
  private final ImageEventListener imageEventListener;
  private final LongSupplier nanos;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final Rounds rounds = new Rounds("looking for newer images", TICK, this::round);

  /** A service that follows its image. */
  private record Watched(
      Place place, ImageSource.Registry image, Optional<String> digest, long next, int failures) {
    Watched at(long time, int failed) {
      return new Watched(place, image, digest, time, failed);
    }
  }

  /** With what tells of registries, what stores a newer image, and a clock that nobody sets. */
  public TagPoller(
      ImageEngine engine,
      TagList tags,
      ImageUpdates moves,
      ImageEventListener imageEventListener,
      LongSupplier nanos) {
    this.engine = engine;
    this.tags = tags;
    this.moves = moves;
    this.imageEventListener = imageEventListener;
    this.nanos = nanos;
  }

  /** Begins to follow, or goes on with what a new revision has. */
  void follow(Place place, ImageSource.Registry image, Pin pin) {
    String key = key(place);
    if (image.update().mode() == ImageUpdate.Mode.NONE) {
      watched.remove(key);
      return;
    }
    watched.compute(
        key,
        (k, before) ->
            before != null && before.place().equals(place) && before.image().equals(image)
                ? new Watched(place, image, pin.digest(), before.next(), before.failures())
                : new Watched(
                    place,
                    image,
                    pin.digest(),
                    nanos.getAsLong() + image.update().interval().toNanos(),
                    0));
  }

  private static String key(Place place) {
    return place.app() + "/" + place.service();
  }

  void forget(String app) {
    watched.values().removeIf(one -> one.place().app().equals(app));
  }

  /** Works until it is closed. */
  @Override
  public void run() {
    rounds.run();
  }

  /** Looks for all whose time has come. */
  void round() {
    long now = nanos.getAsLong();
    watched.forEach((key, one) -> {
      if (now - one.next() >= 0) {
        Duration wait = look(one);
        int failures = wait.isZero() ? 0 : one.failures() + 1;
        Duration interval = one.image().update().interval();
        long next = now + (wait.compareTo(interval) > 0 ? wait : interval).toNanos();
        watched.replace(key, one, one.at(next, failures));
      }
    });
  }

  /** How long to leave the registry alone; zero if it answered. */
  private Duration look(Watched one) {
    try {
      Optional<Newer> newer =
          one.image().update().mode() == ImageUpdate.Mode.DIGEST ? moved(one) : higher(one);
      newer.ifPresent(found -> move(one, found));
      return Duration.ZERO;
    } catch (EngineException e) {
      Duration wait = JobFailure.delay(JobFailure.of(e), one.failures() + 1, e.isTransient());
      wait = wait.compareTo(e.waitAtLeast()) > 0 ? wait : e.waitAtLeast();
      LOG.log(
          System.Logger.Level.WARNING,
          "app={0} cannot look for newer images, waits {1} s: {2}",
          one.place().app(),
          wait.toSeconds(),
          e.getMessage());
      return wait;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "looking for newer images: this is a bug in Berth", e);
      return JobFailure.LONGEST;
    }
  }

  /** An image to go to, and why. */
  private record Newer(String reference, String why) {}

  private void move(Watched one, Newer newer) {
    Place place = one.place();
    if (moves.move(
        place.app(), place.service(), place.revision(), newer.reference(), newer.why())) {
      imageEventListener.onImageEvent(place, "ImageUpdated", newer.why());
    }
  }

  private Optional<Newer> moved(Watched one) {
    String name = ImageReferences.withoutDigest(one.image().reference());
    String now = engine.remoteDigest(name);
    String had = one.digest().map(digest -> digest.substring(digest.indexOf('@') + 1)).orElse("");
    return now.isEmpty() || had.equals(now)
        ? Optional.empty()
        : Optional.of(
            new Newer(
                name + "@" + now,
                name + " moved" + (had.isEmpty() ? "" : " from " + had) + " to " + now));
  }

  private Optional<Newer> higher(Watched one) {
    String name = ImageReferences.withoutDigest(one.image().reference());
    int colon = name.lastIndexOf(':');
    if (colon <= name.lastIndexOf('/')) {
      return Optional.empty();
    }
    String repository = name.substring(0, colon);
    return VersionTags.newest(name.substring(colon + 1), tags.of(repository))
        .map(tag ->
            new Newer(
                repository + ":" + tag, name + " gave way to the newer " + repository + ":" + tag));
  }

  @Override
  public void close() {
    rounds.close();
  }
}
