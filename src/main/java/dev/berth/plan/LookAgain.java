package dev.berth.plan;

import java.time.Duration;

/**
 * How soon to look again at what goes on without an event that Berth would hear: who is looked at
 * for long is looked at less often, each time a tenth of that later.
 */
final class LookAgain {
  private static final Duration SELDOM = Duration.ofSeconds(5);

  private static final int TENTH = 10;

  private LookAgain() {}

  /**
   * After some time of it.
   *
   * @param soonest at the beginning; below five seconds, which is the longest
   */
  static Duration after(Duration time, Duration soonest) {
    Duration tenth = time.dividedBy(TENTH);
    return tenth.compareTo(soonest) < 0 ? soonest : tenth.compareTo(SELDOM) > 0 ? SELDOM : tenth;
  }
}
