package dev.berth.spec;

import java.time.Instant;
import java.util.Optional;

/**
 * An app as the database knows it: what is wanted, and since when.
 *
 * @param uid of this app from its creation to its removal; a later app of the same name has another
 * @param generation counts changes of what is wanted, from 1
 * @param revision counts applied specs, from 1; stop and start leave it
 * @param resourceVersion of the last write; grows over all apps
 * @param declared as the user wrote it: what answers show
 * @param app as it is to be made true: links resolved, build contexts pinned
 * @param restartedAt containers started before this moment are to be started anew
 * @param halt how to end the containers when {@code app} is stopped
 */
public record DesiredApp(
    String uid,
    long generation,
    long revision,
    long resourceVersion,
    App declared,
    App app,
    Instant createdAt,
    Optional<Instant> restartedAt,
    Halt halt,
    Optional<Deletion> deletion) {

  public String name() {
    return app.name();
  }

  public boolean isDeleting() {
    return deletion.isPresent();
  }

  public boolean isStopped() {
    return app.state() == App.RunState.STOPPED;
  }

  /**
   * A wish to remove the app.
   *
   * @param volumes whether its volumes go as well
   */
  public record Deletion(Instant requestedAt, boolean volumes) {}

  /**
   * How containers end.
   *
   * @param grace seconds of {@code stop?grace=}; the service's own where absent
   * @param signal of {@code kill?signal=}, sent in place of a stop
   */
  public record Halt(Optional<java.time.Duration> grace, Optional<String> signal) {
    /** A plain stop: the service's own signal and grace. */
    public static final Halt GRACEFUL = new Halt(Optional.empty(), Optional.empty());
  }
}
