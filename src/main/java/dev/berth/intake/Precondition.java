package dev.berth.intake;

import dev.berth.spec.DesiredApp;
import java.util.Optional;

/**
 * What must hold of the stored app for a write to go on: HTTP's conditional requests, as values.
 */
public sealed interface Precondition {

  /** No condition. */
  record None() implements Precondition {}

  /** {@code If-Match: "version"}: it must be there in that version. */
  record Version(long resourceVersion) implements Precondition {}

  /** {@code If-Match: *}: it must be there. */
  record Exists() implements Precondition {}

  /** {@code If-None-Match: *}: it must not be there. */
  record Absent() implements Precondition {}

  /** Why it does not hold, or empty if it does. */
  default Optional<String> breach(Optional<DesiredApp> stored) {
    return switch (this) {
      case None none -> Optional.empty();
      case Exists exists ->
          stored.isPresent() ? Optional.empty() : Optional.of("there is no such app");
      case Absent absent ->
          stored.map(app -> "the app exists, at version " + app.resourceVersion());
      case Version wanted -> versionBreach(wanted.resourceVersion(), stored);
    };
  }

  private static Optional<String> versionBreach(long wanted, Optional<DesiredApp> stored) {
    if (stored.isEmpty()) {
      return Optional.of("there is no such app");
    }
    long have = stored.get().resourceVersion();
    return have == wanted
        ? Optional.empty()
        : Optional.of("version " + wanted + " was asked for, the app is at version " + have);
  }
}
