package dev.berth.image.job;

import dev.berth.port.Operation;
import dev.berth.state.ImagePins.Place;

/** Hears what happened to a service's images and is worth remembering. */
@FunctionalInterface
public interface ImageEventListener {

  /**
   * Something has happened.
   *
   * @param place whose image it is
   * @param reason a word that stays: {@code ImagePushed}, {@code PushFailed}, …
   */
  void onImageEvent(Place place, String reason, String message);

  /** A build, pull or push has ended, of whatever service. Called by who did it: must not block. */
  default void ended(Operation job) {}
}
