package dev.berth.store;

import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import dev.berth.port.WatchLog;
import dev.berth.status.AppEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The last events of each app, in the database. One is numbered and durable before the next one is
 * numbered: whoever has read up to a number has missed none below it.
 */
@ApplicationScoped
public class StoredHistory implements EventLog {
  /** What the column holds. */
  private static final int LONGEST_MESSAGE = 4000;

  private final EventRows events;
  private final WatchLog.Numbers numbers;
  private final int kept;
  private final ReentrantLock writing = new ReentrantLock();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  StoredHistory(
      EventRows events,
      WatchLog.Numbers numbers,
      @ConfigProperty(name = "berth.history.events-per-app") int kept) {
    this.events = events;
    this.numbers = numbers;
    this.kept = kept;
  }

  /** Whoever is told looks at once, so the event has to be there by then. */
  @Override
  public void append(AppEvent event) {
    writing.lock();
    try {
      long version = numbers.next();
      QuarkusTransaction.requiringNew().run(() -> write(event, version));
    } finally {
      writing.unlock();
    }
    listeners.forEach(listener -> listener.accept(event.app()));
  }

  private void write(AppEvent event, long version) {
    Optional<EventEntity> last = last(event.app());
    if (last.filter(row -> isSame(row, event)).isPresent()) {
      last.get().times++;
      last.get().version = version;
      last.get().happenedAt = event.time();
      return;
    }
    EventEntity row = entity(event);
    row.version = version;
    events.persist(row);
    trim(event.app());
  }

  private Optional<EventEntity> last(String app) {
    return events.find("app", Sort.by("id").descending(), app).firstResultOptional();
  }

  private static boolean isSame(EventEntity row, AppEvent event) {
    return row.reason.equals(event.reason()) && row.message.equals(cut(event.message()));
  }

  private static EventEntity entity(AppEvent event) {
    EventEntity row = new EventEntity();
    row.app = event.app();
    row.service = event.subject().service().orElse(null);
    row.container = event.subject().container().orElse(null);
    row.happenedAt = event.time();
    row.warning = event.warning();
    row.reason = event.reason();
    row.message = cut(event.message());
    row.tookMillis = event.took().map(Duration::toMillis).orElse(null);
    row.times = event.count();
    return row;
  }

  /** As long as columns for messages are. */
  static String cut(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }

  private void trim(String app) {
    List<EventEntity> oldestKept =
        events.find("app", Sort.by("id").descending(), app).page(Page.of(kept - 1, 1)).list();
    oldestKept.forEach(row -> events.delete("app = ?1 and id < ?2", app, row.id));
  }

  @Override
  @Transactional
  public List<AppEvent> of(String app, int limit) {
    return events
        .find("app", Sort.by("id").descending(), app)
        .page(Page.ofSize(limit))
        .list()
        .reversed()
        .stream()
        .map(EventEntity::event)
        .toList();
  }

  @Override
  @Transactional
  public List<AppEvent> after(long version, EventFilter filter, int limit) {
    return found("version > :version", Sort.by("version"), version, filter, limit);
  }

  @Override
  @Transactional
  public List<AppEvent> before(long version, EventFilter filter, int limit) {
    return found("version < :version", Sort.by("version").descending(), version, filter, limit);
  }

  private List<AppEvent> found(
      String range, Sort sort, long version, EventFilter filter, int limit) {
    StringBuilder where = new StringBuilder(range);
    Parameters values = Parameters.with("version", version);
    equal(where, values, "app", filter.app());
    equal(where, values, "service", filter.service());
    equal(where, values, "reason", filter.reason());
    equal(where, values, "warning", filter.warning());
    return events.find(where.toString(), sort, values).page(Page.ofSize(limit)).list().stream()
        .map(EventEntity::event)
        .toList();
  }

  private static void equal(
      StringBuilder where, Parameters values, String column, Optional<?> wanted) {
    wanted.ifPresent(value -> {
      where.append(" and ").append(column).append(" = :").append(column);
      Parameters unused = values.and(column, value);
    });
  }

  @Override
  public AutoCloseable subscribe(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  @Transactional
  public void forget(String app) {
    events.delete("app", app);
  }
}
