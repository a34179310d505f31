package dev.berth.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is wanted, cannot be done yet, and why.
 *
 * @param until when it is worth looking again; empty where only a change of the world ends the wait
 */
public record WaitReason(String service, Kind kind, String message, Optional<Instant> until) {

  /** What is waited for. */
  public enum Kind {
    /** A build or a pull is at work. */
    IMAGE,
    /** A build or a pull has failed. */
    IMAGE_FAILED,
    /** A network or volume that others make is not there. */
    OUTSIDE,
    /** Another service must start, be healthy or complete first. */
    DEPENDENCY,
    /** The container died again and again. */
    BACK_OFF,
    /** An old container must end first. */
    PREDECESSOR,
    /** Another replica must be ready first. */
    ROLLOUT,
    /** A holder has yet to do what it was told. */
    ROTATION,
    /** The holder runs and does not say whom it sends requests to. */
    HOLDER_SILENT,
    /** It is ready, and its holder cannot reach it. */
    NOT_REACHABLE,
    /** Requests go over to a new version, in stages. */
    STAGE,
    /** They go no further until somebody says so. */
    PAUSED,
    /** All have gone over, and the version before stands by for a while. */
    STANDBY,
    /** It ended and its restart policy leaves it so, though it failed. */
    FAILED
  }

  /** Whether something goes on behind a holder, though nothing is to be done about it now. */
  public boolean isOfRotation() {
    return switch (kind) {
      case ROTATION, HOLDER_SILENT, NOT_REACHABLE, STAGE, PAUSED -> true;
      case IMAGE,
          IMAGE_FAILED,
          OUTSIDE,
          DEPENDENCY,
          BACK_OFF,
          PREDECESSOR,
          ROLLOUT,
          STANDBY,
          FAILED ->
          false;
    };
  }
}
