package dev.berth.image.registry;

import dev.berth.spec.VersionTag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the newest of tags that are versions. */
public final class VersionTags {
  private VersionTags() {}

  /**
   * The highest version above a tag among those of its shape: as many numbers, the same letters
   * round them ({@code v}, {@code -slim}). Shapes of early versions ({@code -rc1}) are no step up.
   */
  public static Optional<String> newest(String tag, List<String> tags) {
    return VersionTag.of(tag)
        .filter(now -> !now.isEarly())
        .flatMap(now ->
            tags.stream()
                .flatMap(other -> VersionTag.of(other).stream())
                .filter(other -> other.shape().equals(now.shape()))
                .filter(other -> !other.numbers().equals(now.numbers()))
                .filter(other -> other.compareTo(now) > 0)
                .max(Comparator.naturalOrder()))
        .map(VersionTag::tag);
  }
}
