package dev.berth.port;

import dev.berth.status.AppEvent;
import java.util.Optional;

/** Which events are meant; what is empty does not matter. */
public record EventFilter(
    Optional<String> app,
    Optional<String> service,
    Optional<String> reason,
    Optional<Boolean> warning) {

  /** All events of an app. */
  public static EventFilter of(String app) {
    return new EventFilter(Optional.of(app), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public boolean matches(AppEvent event) {
    return app.map(event.app()::equals).orElse(true)
        && service.map(name -> event.subject().service().equals(service)).orElse(true)
        && reason.map(event.reason()::equals).orElse(true)
        && warning.map(wanted -> wanted == event.warning()).orElse(true);
  }
}
