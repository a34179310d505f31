package dev.berth.intake.receipt;

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

  /**
   * As {@link Version}, of a client: a version that nobody can have seen yet matches nothing.
   *
   * @param now what the client would see by now: its status counts there too
   */
  record Seen(long resourceVersion, long now) implements Precondition {}

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
      case Version wanted -> versionBreach(wanted.resourceVersion(), stored, 0);
      case Seen seen -> versionBreach(seen.resourceVersion(), stored, seen.now());
    };
  }

  private static Optional<String> versionBreach(long wanted, Optional<Long> stored, long now) {
    if (stored.isEmpty()) {
      return Optional.of("nothing of that name is there");
    }
    boolean isKnown = now == 0 || wanted <= now;
    return isKnown && stored.get() <= wanted
        ? Optional.empty()
        : Optional.of(
            asked(wanted)
                + " was asked for, it is at version "
                + Math.max(stored.get(), now)
                + ": read it again, then say If-Match with the ETag of that answer");
  }

  private static String asked(long version) {
    return version < 0 ? "a version that is none" : "version " + version;
  }
}
