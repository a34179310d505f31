package dev.berth.reconcile.deps;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Two clocks. For how long something takes or has to wait is told by the steady one, which nobody
 * can set; what is told to people, stored, or compared with what the engine says is of the one on
 * the wall, which may jump.
 */
public record Clocks(InstantSource wall, InstantSource steady) {

  /** Those of this machine. */
  public static Clocks system() {
    Instant made = InstantSource.system().instant();
    long begun = System.nanoTime();
    return new Clocks(InstantSource.system(), () -> made.plusNanos(System.nanoTime() - begun));
  }

  /** By how much the wall is ahead now. */
  public Duration ahead() {
    return Duration.between(steady.instant(), wall.instant());
  }
}
