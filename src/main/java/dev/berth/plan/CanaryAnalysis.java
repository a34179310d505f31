package dev.berth.plan;

import dev.berth.observe.Rotation;
import dev.berth.spec.Stages;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the new version of one service beside the old one, by what their holder has counted since
 * the step began (Argo Rollouts: analysis).
 *
 * @param fresh counts of the new version since then, all its containers together
 * @param stable those of the old one
 */
public record CanaryAnalysis(Counts fresh, Counts stable) {
  /** A whole, in hundredths of a percent. */
  private static final int WHOLE = 10_000;

  private static final int HUNDRED = 100;

  /** The holder counts whole milliseconds: of less nothing can be said. */
  private static final double LEAST_MILLIS = 10;

  /** HAProxy's window of a time on average, in requests (TIME_STATS_SAMPLES). */
  private static final double WINDOW = 512;

  /**
   * What was counted over some time.
   *
   * @param requests that were answered, or could not be sent
   * @param failed answers of 500 and above, or connections that failed and answers that broke off,
   *     whichever are more: what breaks off is counted as an answer too
   * @param millis how long the answers took, all together
   */
  public record Counts(long requests, long failed, double millis) {
    static final Counts NONE = new Counts(0, 0, 0);

    private Counts plus(Counts other) {
      return new Counts(requests + other.requests, failed + other.failed, millis + other.millis);
    }

    /** In hundredths of a percent. */
    long rate() {
      return requests == 0 ? 0 : failed * WHOLE / requests;
    }

    private double average() {
      return requests == 0 ? 0 : millis / requests;
    }
  }

  static final CanaryAnalysis NONE = new CanaryAnalysis(Counts.NONE, Counts.NONE);

  /** Of one service, by the names of its containers. */
  static CanaryAnalysis of(Rotation rotation, Set<String> fresh, Set<String> stable) {
    return new CanaryAnalysis(sum(rotation, fresh), sum(rotation, stable));
  }

  private static Counts sum(Rotation rotation, Set<String> names) {
    return rotation.slots().stream()
        .filter(slot -> names.contains(slot.container()))
        .map(slot ->
            since(rotation.begun().getOrDefault(slot.container(), slot.load()), slot.load()))
        .reduce(Counts.NONE, Counts::plus);
  }

  /** A holder that was started or loaded anew counts from nothing. */
  private static Counts since(Rotation.Load before, Rotation.Load now) {
    boolean isAnew = now.requests() < before.requests() || now.errors() < before.errors();
    Rotation.Load from = isAnew ? Rotation.Load.NONE : before;
    long answered = now.requests() - from.requests();
    long failed = Math.max(now.failures() - from.failures(), now.errors() - from.errors());
    return new Counts(Math.max(answered, failed), failed, answered * average(from, now, answered));
  }

  /**
   * Of the answers since then: what the holder says is an average over its window, in which those
   * before still weigh.
   */
  private static double average(Rotation.Load from, Rotation.Load now, long answered) {
    if (answered == 0) {
      return 0;
    }
    double old =
        now.requests() <= WINDOW
            ? (double) from.requests() / now.requests()
            : from.requests() == 0 ? 0 : Math.pow(1 - 1 / WINDOW, (double) answered);
    return Math.max(0, (now.millis() - from.millis() * old) / (1 - old));
  }

  /** Whether enough was asked to say anything. */
  public boolean isEnough(Stages.Analysis bounds) {
    return fresh.requests() >= bounds.minRequests();
  }

  /** Why the new version is to be given up; empty while it is not. */
  public Optional<String> failure(Stages.Analysis bounds) {
    if (!isEnough(bounds)) {
      return Optional.empty();
    }
    if (fresh.rate() > bounds.maxErrorRate() && fresh.rate() > stable.rate()) {
      return Optional.of(
          text(fresh)
              + " of the new version failed, over "
              + percent(bounds.maxErrorRate())
              + "; of the old one "
              + text(stable));
    }
    return bounds
        .maxSlowdown()
        .filter(this::isSlower)
        .map(most ->
            "answers of the new version take "
                + Math.round(fresh.average())
                + " ms on average, over "
                + most
                + "% more than those of the old one, which take "
                + Math.round(stable.average())
                + " ms");
  }

  private boolean isSlower(int most) {
    double bound = stable.average() * (HUNDRED + most) / HUNDRED;
    return stable.requests() > 0
        && fresh.average() > bound
        && fresh.average() - stable.average() >= LEAST_MILLIS;
  }

  /** What was seen until now. */
  String text(Stages.Analysis bounds) {
    return "of the new version "
        + text(fresh)
        + " failed, of the old one "
        + text(stable)
        + (isEnough(bounds) ? "" : "; " + bounds.minRequests() + " are to be seen");
  }

  private static String text(Counts counts) {
    return counts.failed()
        + " of "
        + counts.requests()
        + " requests ("
        + percent((int) counts.rate())
        + ")";
  }

  private static String percent(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
  }
}
