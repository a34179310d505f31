package dev.berth.port;

import dev.berth.status.AppEvent;
import java.util.List;
import java.util.function.Consumer;

/** The port to the bounded memory of what happened. */
public interface EventLog {

  /**
   * Remembers an event; one equal to the app's last but for its time only raises that one's count.
   */
  void append(AppEvent event);

  /** The last events of an app, oldest first. */
  List<AppEvent> of(String app, int limit);

  /**
   * Events with a version above that one, in the order of their versions: none with a smaller one
   * will ever come. An event that was counted up is there once, with its last version.
   */
  List<AppEvent> after(long version, EventFilter filter, int limit);

  /** Events with a version below that one, the last first. */
  List<AppEvent> before(long version, EventFilter filter, int limit);

  /** Calls the listener with the name of each app of which an event was written. Must not block. */
  AutoCloseable subscribe(Consumer<String> listener);

  /** Forgets what happened to an app. */
  void forget(String app);
}
