package dev.berth.status;

import dev.berth.port.EventLog;
import java.util.List;
import java.util.function.Consumer;

/** Events in a list of the test's. */
public record MemoryHistory(List<AppEvent> events) implements EventLog {
  @Override
  public void append(AppEvent event) {
    events.add(event);
  }

  @Override
  public List<AppEvent> of(String app, int limit) {
    return events.stream().filter(e -> e.app().equals(app)).toList();
  }

  @Override
  public List<AppEvent> from(String app, long id) {
    return of(app, Integer.MAX_VALUE);
  }

  @Override
  public AutoCloseable subscribe(Consumer<String> listener) {
    return () -> {};
  }

  @Override
  public void forget(String app) {
    events.removeIf(e -> e.app().equals(app));
  }
}
