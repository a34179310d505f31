package dev.berth.intake;

import dev.berth.status.Feed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
  public record News(Verb verb, Declared thing, long number) {}

  private final Ledger ledger;
  private final Feed feed;
  private final String kind;
  private final Wanted wanted;
  private final Feed.Reader reader;

  /** For things whose change was passed over: whether the reader knows of them. */
  private final Map<String, Boolean> passedOver = new HashMap<>();

  private long number;

  Follower(Ledger ledger, Feed feed, String kind, Wanted wanted, long after) {
    this.ledger = ledger;
    this.feed = feed;
    this.kind = kind;
    this.wanted = wanted;
    this.reader = feed.after(after);
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
   * @throws Feed.Gone if this reader is too slow
   */
  public Optional<News> next(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<Feed.Change> change = reader.next(left);
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

  private Optional<News> news(Feed.Change change) {
    if (!change.kind().equals(kind) || !wanted.isNamed(change.name())) {
      return Optional.empty();
    }
    return change.remains().isPresent() ? deleted(change, change.remains().get()) : changed(change);
  }

  private Optional<News> deleted(Feed.Change change, Feed.Remains remains) {
    boolean known = isKnown(change, false);
    passedOver.remove(change.name());
    return known
        ? Optional.of(
            new News(
                Verb.DELETED,
                shown(ledger.remains(remains, change.number()), change),
                change.number()))
        : Optional.empty();
  }

  private Declared shown(Declared thing, Feed.Change change) {
    if (!(thing instanceof Declared.OfApp app) || wanted.mayShow(thing.labels())) {
      return thing;
    }
    return app.hidden(change.labelsBefore().filter(wanted::mayShow).orElseGet(TreeMap::new));
  }

  private Optional<News> changed(Feed.Change change) {
    Optional<Declared> found =
        feed.version(kind, change.name(), 0) > change.number()
            ? Optional.empty()
            : ledger.findAny(kind, change.name()).filter(d -> d.version() <= change.number());
    if (found.isEmpty()) {
      // A change of status alone says nothing about the labels before.
      if (change.what() != Feed.What.STATUS) {
        passedOver.putIfAbsent(change.name(), isKnown(change, false));
      }
      return Optional.empty();
    }
    Declared thing = found.get();
    boolean meets = wanted.meets(thing.name(), thing.labels());
    boolean known = isKnown(change, meets);
    passedOver.remove(change.name());
    if (!known && !meets) {
      return Optional.empty();
    }
    Verb verb = known ? (meets ? Verb.MODIFIED : Verb.DELETED) : Verb.ADDED;
    return Optional.of(new News(verb, shown(thing, change), change.number()));
  }

  private boolean isKnown(Feed.Change change, boolean meetsNow) {
    return Optional.ofNullable(passedOver.get(change.name()))
        .orElseGet(() ->
            change.what() == Feed.What.STATUS
                ? meetsNow
                : change
                    .labelsBefore()
                    .map(before -> wanted.meets(change.name(), before))
                    .orElse(false));
  }
}
