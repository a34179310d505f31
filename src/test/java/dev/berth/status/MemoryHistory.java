package dev.berth.status;

import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Events in a list of the test's, as they are given: nothing is counted or numbered. */
public record MemoryHistory(List<AppEvent> events, List<Consumer<String>> listeners)
    implements EventLog {

  public MemoryHistory(List<AppEvent> events) {
    this(events, new CopyOnWriteArrayList<>());
  }

  @Override
  public void append(AppEvent event) {
    events.add(event);
    listeners.forEach(listener -> listener.accept(event.app()));
  }

  @Override
  public List<AppEvent> of(String app, int limit) {
    return events.stream().filter(e -> e.app().equals(app)).toList();
  }

  @Override
  public List<AppEvent> after(long version, EventFilter filter, int limit) {
    return events.stream()
        .filter(e -> e.version() > version && filter.matches(e))
        .sorted(Comparator.comparingLong(AppEvent::version))
        .limit(limit)
        .toList();
  }

  @Override
  public List<AppEvent> before(long version, EventFilter filter, int limit) {
    return events.stream()
        .filter(e -> e.version() < version && filter.matches(e))
        .sorted(Comparator.comparingLong(AppEvent::version).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public AutoCloseable subscribe(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void forget(String app) {
    events.removeIf(e -> e.app().equals(app));
  }
}
