package dev.berth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to tell that a container does its work. What is absent is the image's, then the engine's.
 *
 * @param test {@code [NONE]}, {@code [CMD, argument…]} or {@code [CMD-SHELL, line]}; empty: the
 *     image's
 * @param startInterval time between checks while it starts
 * @param retries failures in a row that make it unhealthy
 */
public record HealthCheck(
    List<String> test,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Duration> startPeriod,
    OptionalInt retries,
    Optional<Duration> startInterval) {

  public HealthCheck {
    test = List.copyOf(test);
  }

  /** Without an interval of its own for the start. */
  public HealthCheck(
      List<String> test,
      Optional<Duration> interval,
      Optional<Duration> timeout,
      Optional<Duration> startPeriod,
      OptionalInt retries) {
    this(test, interval, timeout, startPeriod, retries, Optional.empty());
  }

  /** Whether the image's own check is switched off. */
  public boolean isDisabled() {
    return test.equals(List.of("NONE"));
  }
}
