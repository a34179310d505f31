package dev.berth.api.stream;

import dev.berth.api.http.JsonMaps;
import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.intake.read.EventQueries;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.port.EventFilter;
import dev.berth.port.EventLog;
import dev.berth.status.AppEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends events as they come. Each bears as id its version, so that a client that comes again gets
 * what it has not seen, and nothing else: not even of an event that was only counted once more.
 */
public final class EventStream {
  /** How events are told. */
  public enum Form {
    /**
     * {@code ADDED}, and {@code MODIFIED} for one that was counted up, with the event as object.
     */
    CHANGES,
    /** The events of one app as they are; ends when it is gone, or not for the client any more. */
    PLAIN
  }

  private final EventQueries eventQueries;
  private final EventLog eventLog;
  private final Form form;
  private final EventFilter filter;
  private final ResourceFilter apps;
  private final Semaphore news = new Semaphore(1);
  private List<AppEvent> first = List.of();
  private long last;

  /** {@code apps} are those that the client may see. */
  public EventStream(
      EventQueries eventQueries,
      EventLog eventLog,
      Form form,
      EventFilter filter,
      ResourceFilter apps) {
    this.eventQueries = eventQueries;
    this.eventLog = eventLog;
    this.form = form;
    this.filter = filter;
    this.apps = apps;
  }

  /** Begins after that version, or where none is told with so many of the last events. */
  public EventStream from(OptionalLong version, int limit) {
    if (version.isPresent()) {
      last = version.getAsLong();
    } else {
      EventQueries.Batch newest = eventQueries.before(Long.MAX_VALUE, filter, apps, limit);
      first = newest.items();
      last = newest.last();
    }
    return this;
  }

  public void copy(EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    try (AutoCloseable subscription = eventLog.subscribe(this::heard)) {
      write(first, events);
      first = List.of();
      while (client.isThere() && isThere()) {
        send(events);
        await(events, client);
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("send events", e);
    }
  }

  /** Until there is something to look for, or it is time to look again. */
  private void await(EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    boolean isTime = false;
    while (!isTime && client.isThere()) {
      isTime =
          news.tryAcquire(StreamClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              || events.rest(Long.toString(last));
    }
    news.drainPermits();
  }

  private boolean isThere() {
    return form == Form.CHANGES
        || filter.app().filter(app -> eventQueries.sees(app, apps)).isPresent();
  }

  private void heard(String app) {
    if (filter.app().map(app::equals).orElse(true)) {
      news.release();
    }
  }

  private void send(EventWriter events) throws IOException {
    long before;
    do {
      before = last;
      EventQueries.Batch batch = eventQueries.after(last, filter, apps);
      write(batch.items(), events);
      last = batch.last();
    } while (last > before);
  }

  private void write(List<AppEvent> batch, EventWriter events) throws IOException {
    for (AppEvent event : batch) {
      events.write(told(event).id(Long.toString(Math.max(0, event.version()))));
    }
    events.flush();
  }

  private EventWriter.Event told(AppEvent event) {
    Map<String, Object> tree = EventTree.of(event);
    if (form == Form.PLAIN) {
      return EventWriter.Event.of("event", JsonMaps.json(tree));
    }
    String type = event.count() == 1 ? "ADDED" : "MODIFIED";
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type);
    data.put("object", tree);
    return EventWriter.Event.of(type, JsonMaps.json(data));
  }
}
