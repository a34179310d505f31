package dev.berth.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only an operator can mend: its message is the one line that says what and how. */
public final class Misconfigured extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** How deep causes are looked for: some libraries make rings of them. */
  private static final int DEEPEST = 20;

  public Misconfigured(String message) {
    super(message);
  }

  /** What it says, if a failure comes of one. */
  public static Optional<String> told(@Nullable Throwable failure) {
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      if (one instanceof Misconfigured found) {
        return Optional.ofNullable(found.getMessage());
      }
      one = one.getCause();
    }
    return Optional.empty();
  }
}
