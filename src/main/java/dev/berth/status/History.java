package dev.berth.status;

import java.util.List;

/** The port to the bounded memory of what happened. */
public interface History {

  /**
   * Remembers an event; one equal to the app's last but for its time only raises that one's count.
   */
  void append(AppEvent event);

  /** The last events of an app, oldest first. */
  List<AppEvent> of(String app, int limit);

  /** Forgets what happened to an app. */
  void forget(String app);
}
