package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How changes of an app are brought about.
 *
 * @param maxSurge how many containers of a service there may be beside its replicas; as declared
 * @param maxUnavailable how many replicas of a service may be out of work; as declared
 * @param readyTimeout how long a container may take from its start until it is ready; as declared
 * @param minReady how long a container has to be ready before it counts as such; as declared
 * @param drainTimeout how long requests may go on in a container that leaves the rotation behind a
 *     fixed port; as declared
 * @param autoRollback whether a revision that fails is replaced by the last one that was good
 * @param stages how a new version gets its requests
 */
public record Rollout(
    Strategy strategy,
    Optional<IntOrPercent> maxSurge,
    Optional<IntOrPercent> maxUnavailable,
    Optional<Duration> readyTimeout,
    Optional<Duration> minReady,
    Optional<Duration> drainTimeout,
    boolean autoRollback,
    Stages stages) {

  public static final Rollout DEFAULT =
      new Rollout(
          Strategy.RECREATE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Stages.NONE);

  /** Enough for a database that reads its files; Compose has no such bound at all. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** As in Kubernetes (its documentation, "Deployments"): people meet the behaviour they know. */
  private static final IntOrPercent QUARTER = new IntOrPercent(25, true);

  /** In which order old and new containers go and come. */
  public enum Strategy {
    /** An old container ends before the one in its place starts; one replica at a time. */
    RECREATE("Recreate"),
    /** A new container is ready before the one in whose place it is ends, as far as bounds let. */
    ROLLING("Rolling"),
    /** The new version is all there before any request goes to it; then all go at one moment. */
    BLUE_GREEN("BlueGreen"),
    /** The new version gets a growing part of the requests. */
    CANARY("Canary");

    private final String text;

    Strategy(String text) {
      this.text = text;
    }

    /** As manifests spell it. */
    public String text() {
      return text;
    }

    /** Whether old and new containers are at work side by side. */
    public boolean overlaps() {
      return this != RECREATE;
    }

    /** Whether requests go over in stages, and not as containers come up. */
    public boolean isStaged() {
      return this == BLUE_GREEN || this == CANARY;
    }
  }

  /** How long a container may take until it is ready, declared or not. */
  public Duration patience() {
    return readyTimeout.orElse(PATIENCE);
  }

  /** How long a container has to be ready before it counts as such; none, as in Kubernetes. */
  public Duration proof() {
    return minReady.orElse(Duration.ZERO);
  }

  /**
   * How long a leaving container may go on: as long as it may take to end, where nothing is said.
   */
  public Duration drain(Service service) {
    return drainTimeout.orElse(service.process().grace());
  }

  /** How many containers there may be beside so many replicas. */
  public int surge(int replicas) {
    return strategy.isStaged() ? replicas : maxSurge.orElse(QUARTER).upOf(replicas);
  }

  /** How many of so many replicas may be out of work; never so few that nothing could move. */
  public int unavailable(int replicas) {
    int allowed = maxUnavailable.orElse(QUARTER).downOf(replicas);
    return surge(replicas) == 0 ? Math.max(1, allowed) : allowed;
  }
}
