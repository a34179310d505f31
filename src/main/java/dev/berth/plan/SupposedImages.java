package dev.berth.plan;

import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageState;
import dev.berth.observe.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The images of a {@link SupposedEngine}. Of one that is not there yet nobody knows what it says of
 * its containers: it is taken to say nothing.
 */
final class SupposedImages {
  private final SortedMap<String, ImageState> states;

  SupposedImages(SortedMap<String, ImageState> states) {
    this.states = new TreeMap<>(states);
  }

  SortedMap<String, ImageState> states() {
    return states;
  }

  /** What an image says of its containers, by its id. */
  ImageDefaults defaults(String id) {
    return states.values().stream()
        .filter(ImageState.Present.class::isInstance)
        .map(state -> ((ImageState.Present) state).image())
        .filter(image -> image.id().equals(id))
        .map(ImageView::defaults)
        .findFirst()
        .orElse(ImageDefaults.NONE);
  }

  void obtain(String service, String reference, Instant now) {
    states.put(service, new ImageState.Present(reference, supposed(service, now)));
  }

  /** Who is at work on one is done. */
  void arrive() {
    states.replaceAll((service, state) ->
        state instanceof ImageState.InProgress work
            ? new ImageState.Present(work.reference(), supposed(service, work.since()))
            : state);
  }

  private static ImageView supposed(String service, Instant now) {
    return new ImageView(
        "sha256:supposed-" + service,
        List.of(),
        List.of(),
        0,
        now,
        new TreeMap<>(),
        ImageDefaults.NONE);
  }
}
