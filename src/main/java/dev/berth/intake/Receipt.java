package dev.berth.intake;

import dev.berth.spec.DesiredApp;
import dev.berth.spec.Violation;
import java.util.List;

/** What became of a request to change what is wanted. */
public sealed interface Receipt {

  /** It is stored; the loop works on it. */
  record Accepted(Outcome outcome, DesiredApp desired) implements Receipt {}

  /** Something is wrong with it; nothing is stored. */
  record Invalid(List<Violation> violations) implements Receipt {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * This Berth does not allow it; nothing is stored.
   *
   * @param violations each names the setting that would allow it
   */
  record Denied(List<Violation> violations) implements Receipt {
    public Denied {
      violations = List.copyOf(violations);
    }
  }

  /** Something else stands where this should go: another app of that name, or one being deleted. */
  record Conflict(String message) implements Receipt {}

  /** The app is not (or is) as the request's {@code If-Match} or {@code If-None-Match} asks. */
  record PreconditionFailed(String message) implements Receipt {}

  /** There is no such app. */
  record NotFound(String app) implements Receipt {}

  /** What an accepted request did. */
  enum Outcome {
    CREATED,
    UPDATED,
    /** The same was wanted already. */
    UNCHANGED
  }
}
