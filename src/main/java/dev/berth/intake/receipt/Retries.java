package dev.berth.intake.receipt;

import dev.berth.state.AppStore;
import java.util.function.Supplier;

/** Somebody else may write between a look and a write: then look again. */
public final class Retries {
  /** Writers of one thing at the same time; more is a storm that a client should hear of. */
  private static final int MOST_TRIES = 10;

  private Retries() {}

  public static <T> Receipt<T> of(Supplier<Receipt<T>> attempt) {
    AppStore.Conflict last = new AppStore.Conflict("nothing was tried");
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return attempt.get();
      } catch (AppStore.Conflict e) {
        last = e;
      }
    }
    return new Receipt.Conflict<>(String.valueOf(last.getMessage()));
  }
}
