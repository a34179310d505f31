package dev.berth.api.stream;

import dev.berth.api.http.JsonMaps;
import dev.berth.api.http.ProblemException;
import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.port.EventLog;
import dev.berth.status.AppEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the events of one app as they come, until the app is gone, or is not for the client any
 * more. Each bears as id its number and its count, so that a client that comes again gets what it
 * has not seen, and nothing else: not even of an event that was only counted once more.
 */
public final class EventStream {
  private static final Pattern ID = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?");

  private final Intake intake;
  private final EventLog eventLog;
  private final String app;
  private final ResourceFilter resourceFilter;
  private final Semaphore news = new Semaphore(1);
  private long lastId;
  private int lastCount;

  /** {@code resourceFilter} is that app, as far as the client may see it. */
  public EventStream(Intake intake, EventLog eventLog, String app, ResourceFilter resourceFilter) {
    this.resourceFilter = resourceFilter;
    this.intake = intake;
    this.eventLog = eventLog;
    this.app = app;
  }

  /** Begins after the event of that id. */
  public EventStream after(Optional<String> lastEventId) {
    Matcher parts = ID.matcher(lastEventId.orElse(""));
    if (parts.matches()) {
      lastId = Long.parseLong(parts.group(1));
      lastCount = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
    } else if (lastEventId.isPresent()) {
      throw ProblemException.of(400, "Bad Request", "`Last-Event-ID` is none of this stream's ids");
    }
    return this;
  }

  public void copy(EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    try (AutoCloseable subscription = eventLog.subscribe(name -> heard(name))) {
      while (client.isThere() && isThere()) {
        send(events);
        await(events, client);
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("send events of " + app, e);
    }
  }

  /** Until there is something to look for, or it is time to look again. */
  private void await(EventWriter events, StreamClient client)
      throws IOException, InterruptedException {
    boolean isTime = false;
    while (!isTime && client.isThere()) {
      isTime =
          news.tryAcquire(StreamClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              || events.rest(null);
    }
    news.drainPermits();
  }

  private boolean isThere() {
    return intake
        .find(app)
        .filter(a -> resourceFilter.meets(app, a.declared().labels()))
        .isPresent();
  }

  private void heard(String name) {
    if (name.equals(app)) {
      news.release();
    }
  }

  private void send(EventWriter events) throws IOException {
    for (AppEvent event : eventLog.from(app, lastId)) {
      if (event.id() > lastId || event.count() > lastCount) {
        String data = JsonMaps.json(tree(event));
        events.write(EventWriter.Event.of("event", data).id(event.id() + "." + event.count()));
        lastId = event.id();
        lastCount = event.count();
      }
    }
    events.flush();
  }

  public static Map<String, Object> tree(AppEvent event) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", event.id());
    tree.put("time", event.time().toString());
    tree.put("type", event.warning() ? "Warning" : "Normal");
    tree.put("reason", event.reason());
    tree.put("message", event.message());
    tree.put("tookMillis", event.took().map(java.time.Duration::toMillis).orElse(null));
    tree.put("count", event.count());
    return tree;
  }
}
