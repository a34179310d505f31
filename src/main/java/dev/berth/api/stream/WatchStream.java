package dev.berth.api.stream;

import dev.berth.api.http.Fields;
import dev.berth.api.http.JsonMaps;
import dev.berth.http.EventWriter;
import dev.berth.http.StreamClient;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.Follower;
import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.WatchLog;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client's stream of changes: first everything that is there, then what changes. The id of an
 * event is the number of the change; a client that comes again with the last one gets what it has
 * missed, or, where that is forgotten, {@code RESYNC} and everything anew.
 */
final class WatchStream {
  private final ResourceQueries resourceQueries;
  private final String kind;
  private final ResourceFilter resourceFilter;
  private final Optional<Long> last;
  private final Fields fields;

  WatchStream(
      ResourceQueries resourceQueries,
      String kind,
      ResourceFilter resourceFilter,
      Optional<Long> last,
      Fields fields) {
    this.resourceQueries = resourceQueries;
    this.kind = kind;
    this.resourceFilter = resourceFilter;
    this.last = last;
    this.fields = fields;
  }

  /** Ends where changes are told by another Berth: whoever comes again goes on there. */
  void copy(EventWriter events, StreamClient client) throws IOException, InterruptedException {
    Follower follower = last.isPresent() ? resume(last.get(), events) : everything(events);
    try {
      while (client.isThere()) {
        follower = follow(follower, events);
      }
    } catch (WatchLog.Ended e) {
      events.flush();
    }
  }

  private Follower resume(long number, EventWriter events) throws IOException {
    try {
      Follower follower = resourceQueries.follow(kind, resourceFilter, number);
      events.mark(Long.toString(number), "resumed");
      return follower;
    } catch (WatchLog.Gone e) {
      return resync(events);
    }
  }

  private Follower resync(EventWriter events) throws IOException {
    events.send(EventWriter.Event.of("RESYNC", "{\"type\":\"RESYNC\"}"));
    return everything(events);
  }

  /** In the order of their versions, so that a client cut off in between goes on rightly. */
  private Follower everything(EventWriter events) throws IOException {
    Page page = resourceQueries.list(kind, resourceFilter, 0, Optional.empty());
    List<DeclaredResource> all =
        page.items().stream().sorted(Comparator.comparingLong(DeclaredResource::version)).toList();
    for (int i = 0; i < all.size(); i++) {
      DeclaredResource thing = all.get(i);
      boolean last = i + 1 == all.size() || all.get(i + 1).version() > thing.version();
      boolean isOld = thing.version() <= page.number();
      EventWriter.Event event = event("ADDED", thing);
      events.write(last && isOld ? event.id(Long.toString(thing.version())) : event);
    }
    events.mark(Long.toString(page.number()), "everything is told");
    return resourceQueries.follow(kind, resourceFilter, page.number());
  }

  private Follower follow(Follower follower, EventWriter events)
      throws IOException, InterruptedException {
    try {
      Optional<Follower.News> news = follower.next(StreamClient.PATIENCE);
      if (news.isPresent()) {
        EventWriter.Event event = event(news.get().verb().name(), news.get().thing());
        events.send(event.id(Long.toString(news.get().number())));
      } else {
        boolean unused = events.rest(Long.toString(follower.number()));
      }
      return follower;
    } catch (WatchLog.Gone e) {
      return resync(events);
    }
  }

  private EventWriter.Event event(String type, DeclaredResource thing) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type);
    data.put("object", fields.of(thing.document()));
    return EventWriter.Event.of(type, JsonMaps.json(data));
  }
}
