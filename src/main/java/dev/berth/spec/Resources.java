package dev.berth.spec;

import java.util.OptionalLong;

/**
 * Limits and reservations of a container; unlimited where absent.
 *
 * @param nanoCpus processors, in billionths: 0.5 is 500,000,000
 * @param memoryBytes hard limit
 * @param memoryReservationBytes soft limit
 * @param pids processes and threads
 */
public record Resources(
    OptionalLong nanoCpus,
    OptionalLong memoryBytes,
    OptionalLong memoryReservationBytes,
    OptionalLong pids) {

  public static final Resources UNLIMITED =
      new Resources(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
