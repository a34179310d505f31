package dev.berth.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that Berth did to an app, or saw of it.
 *
 * @param id grows with time over all apps; 0 before it is stored
 * @param reason one CamelCase word: {@code ContainerStarted}, {@code BuildFailed}, …
 * @param message what, and why
 * @param took how long it lasted, where it was an action
 * @param count how often in a row; {@code time} is of the last
 */
public record AppEvent(
    long id,
    String app,
    Instant time,
    boolean warning,
    String reason,
    String message,
    Optional<Duration> took,
    int count) {

  /** An event to be stored. */
  public static AppEvent now(
      String app, Instant time, boolean warning, String reason, String message) {
    return new AppEvent(0, app, time, warning, reason, message, Optional.empty(), 1);
  }

  public AppEvent took(Duration duration) {
    return new AppEvent(id, app, time, warning, reason, message, Optional.of(duration), count);
  }
}
