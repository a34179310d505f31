package dev.berth.store;

import dev.berth.port.EventLog;
import dev.berth.status.AppEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The last events of each app, in the database. */
@ApplicationScoped
public class StoredHistory implements EventLog {
  /** What the column holds. */
  private static final int LONGEST_MESSAGE = 4000;

  private final EventRows events;
  private final int kept;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  StoredHistory(EventRows events, @ConfigProperty(name = "berth.history.events-per-app") int kept) {
    this.events = events;
    this.kept = kept;
  }

  /** Whoever is told looks at once, so the event has to be there by then. */
  @Override
  public void append(AppEvent event) {
    QuarkusTransaction.requiringNew().run(() -> write(event));
    listeners.forEach(listener -> listener.accept(event.app()));
  }

  private void write(AppEvent event) {
    Optional<EventEntity> last = last(event.app());
    if (last.filter(row -> isSame(row, event)).isPresent()) {
      last.get().times++;
      last.get().happenedAt = event.time();
      return;
    }
    events.persist(entity(event));
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
  public List<AppEvent> from(String app, long id) {
    return events.list("app = ?1 and id >= ?2", Sort.by("id"), app, id).stream()
        .map(EventEntity::event)
        .toList();
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
