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
    /** It ended and its restart policy leaves it so, though it failed. */
    FAILED
  }
}
