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

  /** Those, and what each brought along: a commit that fails says why only there. */
  static Stream<Throwable> all(@Nullable Throwable failure) {
    return all(failure, DEEPEST / 2);
  }

  private static Stream<Throwable> all(@Nullable Throwable failure, int depth) {
    if (failure == null || depth == 0) {
      return Stream.of();
    }
    Stream<Throwable> others =
        Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
    return Stream.concat(Stream.of(failure), others.flatMap(other -> all(other, depth - 1)));
  }
}
