package dev.berth.intake.read;

import dev.berth.port.WatchLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Changes of one kind as one reader sees them. A thing that changed again before the reader came to
 * it is told once, with its newest state, in the place of its newest change; so numbers told to a
 * reader rise, and whoever goes on from the last one misses nothing. Of a thing that has left what
 * the reader may see, he is told that it is gone, and nothing of what it has become.
 */
public final class Follower {
  /** What became of a thing, in the eyes of this reader. */
  public enum Verb {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** Something to tell. */
  public record News(Verb verb, DeclaredResource thing, long number) {}

  private final ResourceQueries resourceQueries;
  private final WatchLog watchLog;
  private final String kind;
  private final ResourceFilter resourceFilter;
  private final WatchLog.Reader reader;

  /**
   * Of things whose change was passed over: the labels by which the reader knows them; empty if he
   * does not.
   */
  private final Map<String, Optional<SortedMap<String, String>>> passedOver = new HashMap<>();

  private long number;

  Follower(
      ResourceQueries resourceQueries,
      WatchLog watchLog,
      String kind,
      ResourceFilter resourceFilter,
      long after) {
    this.resourceQueries = resourceQueries;
    this.watchLog = watchLog;
    this.kind = kind;
    this.resourceFilter = resourceFilter;
    this.reader = watchLog.after(after);
    this.number = after;
  }

  /** Number of the last change that was looked at: from there somebody else can go on. */
  public long number() {
    return number;
  }

  /**
   * Waits for something to tell.
   *
   * @return empty when time is up
   * @throws WatchLog.Gone if this reader is too slow
   */
  public Optional<News> next(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<WatchLog.Change> change = reader.next(left);
      if (change.isEmpty()) {
        return Optional.empty();
      }
      number = change.get().number();
      Optional<News> news = news(change.get());
      if (news.isPresent()) {
        return news;
      }
    }
  }

  private Optional<News> news(WatchLog.Change change) {
    if (!change.kind().equals(kind) || !resourceFilter.isNamed(change.name())) {
      return Optional.empty();
    }
    return change.remains().isPresent() ? deleted(change, change.remains().get()) : changed(change);
  }

  private Optional<News> deleted(WatchLog.Change change, WatchLog.Remains remains) {
    Optional<SortedMap<String, String>> known = known(change, Optional.empty());
    passedOver.remove(change.name());
    return known.map(labels ->
        new News(
            Verb.DELETED,
            shown(resourceQueries.remains(remains, change.number()), labels),
            change.number()));
  }

  /** With the labels by which the reader knew it where it is no longer his to see. */
  private DeclaredResource shown(DeclaredResource thing, SortedMap<String, String> known) {
    return thing instanceof DeclaredResource.OfApp app && !resourceFilter.mayShow(thing.labels())
        ? app.hidden(known)
        : thing;
  }

  private Optional<News> changed(WatchLog.Change change) {
    Optional<DeclaredResource> found =
        watchLog.version(kind, change.name(), 0) > change.number()
            ? Optional.empty()
            : resourceQueries
                .findAny(kind, change.name())
                .filter(d -> d.version() <= change.number());
    if (found.isEmpty()) {
      // A change of status alone says nothing about the labels before.
      if (change.what() != WatchLog.What.STATUS) {
        passedOver.putIfAbsent(change.name(), known(change, Optional.empty()));
      }
      return Optional.empty();
    }
    DeclaredResource thing = found.get();
    boolean meets = resourceFilter.meets(thing.name(), thing.labels());
    Optional<SortedMap<String, String>> known = known(change, Optional.of(thing.labels()));
    passedOver.remove(change.name());
    if (known.isEmpty()) {
      return meets ? Optional.of(new News(Verb.ADDED, thing, change.number())) : Optional.empty();
    }
    Verb verb = meets ? Verb.MODIFIED : Verb.DELETED;
    return Optional.of(new News(verb, shown(thing, known.get()), change.number()));
  }

  /**
   * The labels by which the reader knows a thing; empty if he does not.
   *
   * @param now its labels after the change, where they are known
   */
  private Optional<SortedMap<String, String>> known(
      WatchLog.Change change, Optional<SortedMap<String, String>> now) {
    Optional<SortedMap<String, String>> before = passedOver.get(change.name());
    if (before != null) {
      return before;
    }
    return (change.what() == WatchLog.What.STATUS ? now : change.labelsBefore())
        .filter(labels -> resourceFilter.meets(change.name(), labels));
  }
}
