package dev.berth.intake;

import java.util.Optional;

/**
 * What must hold of what is stored for a write to go on: HTTP's conditional requests, as values.
 */
public sealed interface Precondition {

  /** No condition. */
  record None() implements Precondition {}

  /**
   * {@code If-Match: "version"}: it must be there, and nobody may have changed what is wanted of it
   * since that version. What is there of it may have changed: a status is nothing to be lost.
   */
  record Version(long resourceVersion) implements Precondition {}

  /** {@code If-Match: *}: it must be there. */
  record Exists() implements Precondition {}

  /** {@code If-None-Match: *}: it must not be there. */
  record Absent() implements Precondition {}

  /**
   * Why it does not hold, or empty if it does.
   *
   * @param stored resource version of what is there
   */
  default Optional<String> breach(Optional<Long> stored) {
    return switch (this) {
      case None none -> Optional.empty();
      case Exists exists ->
          stored.isPresent() ? Optional.empty() : Optional.of("nothing of that name is there");
      case Absent absent -> stored.map(version -> "it exists, at version " + version);
      case Version wanted -> versionBreach(wanted.resourceVersion(), stored);
    };
  }

  private static Optional<String> versionBreach(long wanted, Optional<Long> stored) {
    if (stored.isEmpty()) {
      return Optional.of("nothing of that name is there");
    }
    long have = stored.get();
    return have <= wanted
        ? Optional.empty()
        : Optional.of("version " + wanted + " was asked for, it is at version " + have);
  }
}
