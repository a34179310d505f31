package dev.berth.reconcile.deps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Two clocks. For how long something takes or has to wait is told by the steady one, which nobody
 * can set; what is told to people, stored, or compared with what the engine says is of the one on
 * the wall, which may jump.
 */
public record Clocks(InstantSource wall, InstantSource steady) {

  /** What databases keep of a time: what is answered now is what is read later. */
  private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

  /** The wall's of this machine, in whole microseconds. */
  public static InstantSource wallClock() {
    return Clock.tick(Clock.systemUTC(), TICK);
  }

  /** Those of this machine. */
  public static Clocks system() {
    Instant made = wallClock().instant();
    long begun = System.nanoTime();
    return new Clocks(wallClock(), () -> made.plusNanos(System.nanoTime() - begun));
  }

  /** By how much the wall is ahead now. */
  public Duration ahead() {
    return Duration.between(steady.instant(), wall.instant());
  }
}
