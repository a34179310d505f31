package dev.berth.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port to the memory of which image each revision of an app was given: what a tag meant when it
 * was resolved. Every method is one transaction.
 */
public interface ImagePins {

  /** The image of a service in a revision, once it was found. */
  Optional<Pin> find(Place place);

  void save(Place place, Pin pin);

  /** All of an app, newest revision first. */
  List<Pinned> of(String app);

  /** Remembers the log of the job that got an image. */
  void saveLog(Place place, String log);

  Optional<String> log(Place place);

  /** When a reference was last pulled. */
  Optional<Instant> lastPull(String reference);

  void savePull(String reference, Instant at);

  /** What is known of an app; pulls are nobody's own. */
  void forget(String app);

  /** One service in one revision of an app. */
  record Place(String app, String service, long revision) {}

  /**
   * An image that was found.
   *
   * @param reference as it was asked for
   * @param imageId on the engine, {@code sha256:…}
   * @param digest {@code repository@sha256:…}, where a registry knows it
   * @param published digest of what was published of it, where that is declared and done
   */
  record Pin(
      String reference,
      String imageId,
      Optional<String> digest,
      Instant at,
      Optional<String> published) {
    public Pin published(String as) {
      return new Pin(reference, imageId, digest, at, Optional.of(as));
    }
  }

  /** A pin and where it belongs. */
  record Pinned(Place place, Pin pin) {}
}
