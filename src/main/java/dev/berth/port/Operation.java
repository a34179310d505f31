package dev.berth.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A build, pull or push: how far it is, or how it ended.
 *
 * @param id of this attempt
 * @param reference what the image is or will be called
 * @param apps that wait for it or did
 * @param message its last words, or why it failed
 * @param reason as statuses name it, where it failed
 * @param digest in the registry, once a push has ended
 * @param version grows with every change
 */
public record Operation(
    String id,
    Kind kind,
    String reference,
    List<String> apps,
    State state,
    Instant startedAt,
    Optional<Instant> endedAt,
    String message,
    Optional<String> reason,
    Optional<String> digest,
    List<Part> parts,
    List<String> log,
    long version) {

  /** What is done. */
  public enum Kind {
    BUILD,
    PULL,
    PUSH
  }

  /** How far it is. */
  public enum State {
    /** Others are at work. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isOver() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * A layer of a pull or a push, a step of a build.
   *
   * @param current bytes, or steps, of {@code total}; 0 where nobody counts
   * @param state of a step; a layer is told by {@code status} alone
   * @param isCached whether a step had nothing to do, since its result was there
   * @param took until its end, or until now
   */
  public record Part(
      String name,
      String status,
      long current,
      long total,
      State state,
      boolean isCached,
      Duration took) {}

  public Operation {
    apps = List.copyOf(apps);
    parts = List.copyOf(parts);
    log = List.copyOf(log);
  }
}
