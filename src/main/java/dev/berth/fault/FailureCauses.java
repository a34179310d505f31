package dev.berth.fault;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and what it comes of. */
final class FailureCauses {
  /** How deep they are looked for: some libraries make rings of them. */
  private static final int DEEPEST = 20;

  private FailureCauses() {}

  /** The failure first, then what caused each; nothing where there is none. */
  static Stream<Throwable> of(@Nullable Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }
}
