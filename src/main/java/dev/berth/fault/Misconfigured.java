package dev.berth.fault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only an operator can mend: its message is the one line that says what and how. */
public final class Misconfigured extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public Misconfigured(String message) {
    super(message);
  }

  /** What it says, if a failure comes of one. */
  public static Optional<String> told(@Nullable Throwable failure) {
    return FailureCauses.of(failure)
        .filter(Misconfigured.class::isInstance)
        .findFirst()
        .map(Throwable::getMessage);
  }
}
