package dev.berth.state;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the requests of an app have gone over to its new version, where they go in stages.
 *
 * @param target says of two versions whether they are the same; empty while there was none yet
 * @param step that is at work, from 0
 * @param since when the step, or at the end the last one, was in effect in the holder; empty while
 *     it is on its way
 * @param promoted whether all requests go over, or have done so
 * @param paused whether somebody holds it where it is
 * @param dividedAt since when versions are tried beside the one that was promoted last: what was
 *     made later has never had all requests
 * @param aborted whether it was given up with nothing to go back to: it gets no requests
 */
public record RolloutProgress(
    String target,
    int step,
    Optional<Instant> since,
    boolean promoted,
    boolean paused,
    Optional<Instant> dividedAt,
    boolean aborted) {

  /** Nothing goes on, nor did it ever. */
  public static final RolloutProgress NONE =
      new RolloutProgress("", 0, Optional.empty(), true, false, Optional.empty(), false);

  /** Another version, of which nothing is known yet. */
  public RolloutProgress begun(String version, boolean isThere, Instant now) {
    return new RolloutProgress(
        version,
        0,
        Optional.empty(),
        isThere,
        paused,
        promoted ? Optional.of(now) : dividedAt,
        false);
  }

  /** The step is in effect. */
  public RolloutProgress reached(Instant at) {
    return new RolloutProgress(target, step, Optional.of(at), promoted, paused, dividedAt, aborted);
  }

  /** On to the next of so many steps, or to the end. */
  public RolloutProgress further(int steps) {
    return step + 1 >= steps
        ? promote()
        : new RolloutProgress(
            target, step + 1, Optional.empty(), promoted, false, dividedAt, aborted);
  }

  /** All that is left at once. */
  public RolloutProgress promote() {
    return new RolloutProgress(target, step, Optional.empty(), true, false, dividedAt, false);
  }

  public RolloutProgress paused(boolean held) {
    return new RolloutProgress(target, step, since, promoted, held, dividedAt, aborted);
  }

  /** Whether a version is on its way that has not got all requests yet. */
  public boolean isOpen() {
    return !target.isEmpty() && !promoted;
  }

  /** What came before is wanted again: of it nothing has to be tried. */
  public RolloutProgress left() {
    return new RolloutProgress("", 0, Optional.empty(), false, false, dividedAt, false);
  }

  /** No requests for the new version. */
  public RolloutProgress abort() {
    return new RolloutProgress(target, step, Optional.empty(), false, false, dividedAt, true);
  }
}
