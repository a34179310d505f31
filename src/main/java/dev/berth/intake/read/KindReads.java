package dev.berth.intake.read;

import dev.berth.spec.validation.LabelSelector;
import java.util.Optional;
import java.util.stream.Stream;

/** The read side of one kind. */
interface KindReads {

  /** As far as the request at hand may see it. */
  Optional<? extends DeclaredResource> find(String name);

  /** Whoever may see it: for those who look at its labels themselves. */
  Optional<? extends DeclaredResource> findAny(String name);

  /** All that the request at hand may see, in name order. */
  Stream<? extends DeclaredResource> all();

  /**
   * A part of all of them, where a part can be read without the rest.
   *
   * @param number of the last change before
   * @param limit above 0
   * @param after the name that it begins behind
   */
  default Optional<Page> part(long number, int limit, String after) {
    return Optional.empty();
  }

  /** What the request at hand may see of the kind at all. */
  default LabelSelector scope() {
    return LabelSelector.EVERYTHING;
  }
}
