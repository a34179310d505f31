package dev.berth.query;

import dev.berth.port.WatchLog.Change;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The last changes in their order; guarded by the lock of who has it. */
final class ChangeRing {
  /** Enough for every app of a big Berth to change once while a client is away. */
  private static final int KEPT = 20_000;

  private final @Nullable Change[] ring = new @Nullable Change[KEPT];

  /** Index of the first one since the last cut. */
  private long first;

  private long told;

  void add(Change change) {
    ring[(int) (told % KEPT)] = change;
    told++;
  }

  /** Forgets all; who was at an index is before all that comes. */
  void cut() {
    told++;
    first = told;
  }

  /** Index of the next one. */
  long told() {
    return told;
  }

  boolean isForgotten(long index) {
    return index < oldest();
  }

  private long oldest() {
    return Math.max(first, told - KEPT);
  }

  /** Index of the first one after a number; empty if some of those are forgotten. */
  OptionalLong after(long number) {
    long oldest = oldest();
    long at = told;
    while (at > oldest && at(at - 1).number() > number) {
      at--;
    }
    boolean isGone = at == oldest && oldest > first && at(oldest).number() > number;
    return isGone ? OptionalLong.empty() : OptionalLong.of(at);
  }

  Change at(long index) {
    Change change = ring[(int) (index % KEPT)];
    if (change == null) {
      throw new IllegalStateException("no change was told at " + index);
    }
    return change;
  }
}
