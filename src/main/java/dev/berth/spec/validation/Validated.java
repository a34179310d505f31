package dev.berth.spec.validation;

import java.util.List;

/** The outcome of checking what a user wrote: the value, or everything that is wrong with it. */
public sealed interface Validated<T> {

  /** Nothing is wrong. */
  record Valid<T>(T value) implements Validated<T> {}

  /**
   * Something is wrong.
   *
   * @param violations all of them, in the order of the document; never empty
   */
  record Invalid<T>(List<Violation> violations) implements Validated<T> {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }
}
