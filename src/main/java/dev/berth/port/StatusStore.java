package dev.berth.port;

import dev.berth.status.AppStatus;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The port to the last known status of every app. */
public interface StatusStore {

  /** Empty before the first pass over the app. */
  Optional<AppStatus> find(String app);

  /**
   * Calls the listener after each change, with the app's name and its status; empty when the app is
   * gone. The listener must not block. Closing the handle ends it.
   */
  AutoCloseable subscribe(BiConsumer<String, Optional<AppStatus>> listener);
}
