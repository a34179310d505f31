package dev.berth.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that Berth did to an app, or saw of it.
 *
 * @param id grows with time over all apps; 0 before it is stored
 * @param version the number of its last change, in the order of all that changes; grows when it is
 *     counted up, too; 0 before it is stored
 * @param subject what of the app it is about
 * @param reason one CamelCase word: {@code ContainerStarted}, {@code BuildFailed}, …
 * @param message what, and why
 * @param took how long it lasted, where it was an action
 * @param count how often in a row; {@code time} is of the last
 */
public record AppEvent(
    long id,
    long version,
    String app,
    Subject subject,
    Instant time,
    boolean warning,
    String reason,
    String message,
    Optional<Duration> took,
    int count) {

  public AppEvent {
    message = PlainText.of(message);
  }

  /**
   * What of an app an event is about; both are empty where it is the whole app.
   *
   * @param container its name
   */
  public record Subject(Optional<String> service, Optional<String> container) {
    public static final Subject APP = new Subject(Optional.empty(), Optional.empty());

    public static Subject service(String service) {
      return new Subject(Optional.of(service), Optional.empty());
    }
  }

  /** An event to be stored, about the whole app. */
  public static AppEvent now(
      String app, Instant time, boolean warning, String reason, String message) {
    return new AppEvent(
        0, 0, app, Subject.APP, time, warning, reason, message, Optional.empty(), 1);
  }

  public AppEvent about(Subject what) {
    return new AppEvent(id, version, app, what, time, warning, reason, message, took, count);
  }

  public AppEvent took(Duration duration) {
    return new AppEvent(
        id, version, app, subject, time, warning, reason, message, Optional.of(duration), count);
  }
}
