package dev.berth.reconcile.pass;

import dev.berth.port.StatusStore;
import dev.berth.status.AppStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The last status of every app. What is there comes from the engine, so nothing is stored. */
public final class InMemoryStatusStore implements StatusStore {
  private final Map<String, AppStatus> statuses = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, Optional<AppStatus>>> listeners =
      new CopyOnWriteArrayList<>();

  /** In place of what was there. */
  public void post(String app, AppStatus status) {
    if (!status.equals(statuses.put(app, status))) {
      listeners.forEach(listener -> listener.accept(app, Optional.of(status)));
    }
  }

  /** The app is gone. */
  public void remove(String app) {
    statuses.remove(app);
    listeners.forEach(listener -> listener.accept(app, Optional.empty()));
  }

  @Override
  public Optional<AppStatus> find(String app) {
    return Optional.ofNullable(statuses.get(app));
  }

  @Override
  public AutoCloseable subscribe(BiConsumer<String, Optional<AppStatus>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
