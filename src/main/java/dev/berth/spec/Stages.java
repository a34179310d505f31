package dev.berth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a new version gets its requests where it does not get them as it comes up: all of them at one
 * moment ({@code BlueGreen}), or more and more of them ({@code Canary}).
 *
 * @param paused whether nothing that runs gives way to another version for now (Kubernetes: a
 *     paused rollout)
 * @param keepOld how long the old version stands by after all requests went over; as declared
 * @param promotedByHand whether somebody has to say when they go over
 * @param steps of a canary, in order; after the last one all requests go over
 * @param analysis by which a canary is given up
 */
public record Stages(
    boolean paused,
    Optional<Duration> keepOld,
    boolean promotedByHand,
    List<Step> steps,
    Optional<Analysis> analysis) {

  public static final Stages NONE =
      new Stages(false, Optional.empty(), false, List.of(), Optional.empty());

  /** Long enough to see a dashboard turn red; Argo Rollouts keeps them as long. */
  private static final Duration STAND_BY = Duration.ofSeconds(30);

  public Stages {
    steps = List.copyOf(steps);
  }

  /** The step of a number from 0; the last one where there are fewer, since steps may change. */
  public Step step(int number) {
    return steps.get(Math.min(number, steps.size() - 1));
  }

  /** How long the old version stands by, declared or not. */
  public Duration standBy() {
    return keepOld.orElse(STAND_BY);
  }

  /**
   * A part of a canary.
   *
   * @param weight percent of the requests that the new version gets, 1 to 99
   * @param pause before the next step; empty until somebody says so
   */
  public record Step(int weight, Optional<Duration> pause) {}

  /**
   * What a canary is judged by: the holder's own counts since the step began, beside those of the
   * old version.
   *
   * @param maxErrorRate answers of 500 and above, failed connections and answers that broke off, of
   *     all, in hundredths of a percent
   * @param minRequests fewer say nothing, and keep the canary at its step
   * @param maxSlowdown by how many percent answers may take longer on average than the old
   *     version's
   */
  public record Analysis(int maxErrorRate, long minRequests, Optional<Integer> maxSlowdown) {
    /** As Flagger's examples have it: enough to tell 5 % from none. */
    public static final long MIN_REQUESTS = 100;
  }
}
