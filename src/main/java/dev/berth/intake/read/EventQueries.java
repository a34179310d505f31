package dev.berth.intake.read;

import dev.berth.intake.app.Intake;
import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import dev.berth.status.AppEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What happened to apps, as far as a reader may see them: by their labels as they are now, so what
 * happened before an app came into his view is his to see, and nothing any more once it has left.
 */
public final class EventQueries {
  private static final int BATCH = 500;

  private final Intake intake;
  private final EventLog eventLog;

  public EventQueries(Intake intake, EventLog eventLog) {
    this.intake = intake;
    this.eventLog = eventLog;
  }

  /**
   * Some events.
   *
   * @param items oldest first
   * @param last version of the newest that was looked at, shown or not; 0 where there is none
   * @param older the version before which there may be more, where there may
   */
  public record Batch(List<AppEvent> items, long last, OptionalLong older) {
    public Batch {
      items = List.copyOf(items);
    }
  }

  /** The last events before a version. */
  public Batch before(long version, EventFilter filter, ResourceFilter apps, int limit) {
    Sight sight = new Sight(apps);
    List<AppEvent> shown = new ArrayList<>();
    long next = version;
    long last = 0;
    boolean isMore = true;
    while (isMore && shown.size() <= limit) {
      List<AppEvent> found = eventLog.before(next, filter, BATCH);
      found.stream().filter(sight::has).forEach(shown::add);
      last = next == version && !found.isEmpty() ? found.getFirst().version() : last;
      isMore = found.size() == BATCH;
      next = found.isEmpty() ? next : found.getLast().version();
    }
    List<AppEvent> part = shown.subList(0, Math.min(limit, shown.size()));
    OptionalLong older =
        shown.size() > limit ? OptionalLong.of(part.getLast().version()) : OptionalLong.empty();
    return new Batch(part.reversed(), Math.max(0, last), older);
  }

  /** The next events after a version; {@code last} says from where to go on. */
  public Batch after(long version, EventFilter filter, ResourceFilter apps) {
    Sight sight = new Sight(apps);
    List<AppEvent> found = eventLog.after(version, filter, BATCH);
    long last = found.isEmpty() ? version : found.getLast().version();
    return new Batch(found.stream().filter(sight::has).toList(), last, OptionalLong.empty());
  }

  /** Whether a reader may see an app. */
  public boolean sees(String app, ResourceFilter apps) {
    return intake.find(app).filter(a -> apps.meets(app, a.declared().labels())).isPresent();
  }

  /** What a reader may see, looked up once for each app. */
  private final class Sight {
    private final ResourceFilter apps;
    private final Map<String, Boolean> known = new HashMap<>();

    Sight(ResourceFilter apps) {
      this.apps = apps;
    }

    boolean has(AppEvent event) {
      return known.computeIfAbsent(event.app(), app -> sees(app, apps));
    }
  }
}
