package dev.berth.intake.receipt;

import dev.berth.spec.validation.Violation;
import java.util.List;

/** What became of a request to change what is wanted. */
public sealed interface Receipt<T> {

  /** It is stored; the loop works on it. */
  record Accepted<T>(Outcome outcome, T desired) implements Receipt<T> {}

  /** Something is wrong with it; nothing is stored. */
  record Invalid<T>(List<Violation> violations) implements Receipt<T> {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * This Berth does not allow it; nothing is stored.
   *
   * @param violations each names the setting that would allow it
   */
  record Denied<T>(List<Violation> violations) implements Receipt<T> {
    public Denied {
      violations = List.copyOf(violations);
    }
  }

  /** Something else stands where this should go: another app of that name, or one being deleted. */
  record Conflict<T>(String message) implements Receipt<T> {}

  /** The app is not (or is) as the request's {@code If-Match} or {@code If-None-Match} asks. */
  record PreconditionFailed<T>(String message) implements Receipt<T> {}

  /** There is nothing of that name. */
  record NotFound<T>(String name) implements Receipt<T> {}

  /** What an accepted request did. */
  enum Outcome {
    CREATED,
    UPDATED,
    /** The same was wanted already. */
    UNCHANGED
  }

  /** A refusal speaks of no value, so it is one of any kind of receipt. */
  static <T> Receipt<T> refusal(Receipt<?> refusal) {
    return switch (refusal) {
      case Receipt.Invalid<?> invalid -> new Receipt.Invalid<>(invalid.violations());
      case Receipt.Denied<?> denied -> new Receipt.Denied<>(denied.violations());
      case Receipt.Conflict<?> conflict -> new Receipt.Conflict<>(conflict.message());
      case Receipt.PreconditionFailed<?> failed ->
          new Receipt.PreconditionFailed<>(failed.message());
      case Receipt.NotFound<?> missing -> new Receipt.NotFound<>(missing.name());
      case Receipt.Accepted<?> accepted ->
          throw new IllegalArgumentException("is no refusal: " + accepted);
    };
  }
}
