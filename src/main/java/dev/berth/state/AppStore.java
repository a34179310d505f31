package dev.berth.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The port to the memory of what is wanted. Every method is one transaction; what it returned is
 * durable.
 */
public interface AppStore {

  /** Random name of this Berth, made once with its database: the owner on every label. */
  String instance();

  /**
   * Since when the memory knows nothing of what bears its own mark on the engine: it began anew in
   * a home that had one before. Empty as a rule.
   */
  default Optional<Instant> memoryLost() {
    return Optional.empty();
  }

  /** Nothing of what was forgotten is left. */
  default void settleLoss() {}

  Optional<DesiredApp> find(String app);

  /** All apps, those being deleted too, in name order. */
  List<DesiredApp> all();

  /** The generation that is wanted of each app. */
  default SortedMap<String, Long> generations() {
    SortedMap<String, Long> generations = new TreeMap<>();
    all().forEach(app -> generations.put(app.name(), app.generation()));
    return generations;
  }

  /**
   * A part of all apps, in name order.
   *
   * @param after the name after which it begins; nothing for the first
   * @param limit how many at most
   */
  default List<DesiredApp> part(String after, int limit) {
    return all().stream().filter(app -> app.name().compareTo(after) > 0).limit(limit).toList();
  }

  /** How many apps come after a name. */
  default long countAfter(String name) {
    return all().stream().filter(app -> app.name().compareTo(name) > 0).count();
  }

  /**
   * Stores what is wanted.
   *
   * @param expected resource version of the row this write was made from; 0 where none may be there
   * @param next with any {@code resourceVersion}: the store gives a new one
   * @param author who asked
   * @return as stored
   * @throws Conflict if the row has changed since, or is (not) there against expectation
   */
  DesiredApp save(long expected, DesiredApp next, String author);

  /** Forgets an app of which nothing is left, if that uid is still the one of that name. */
  void forget(String app, String uid);

  /** Applied specs of an app that are kept, newest first. */
  List<Revision> revisions(String app);

  /** A part of them: those below a number, newest first, so many at most. */
  default List<Revision> revisions(String app, long before, int limit) {
    return revisions(app).stream().filter(r -> r.number() < before).limit(limit).toList();
  }

  /** Remembers that all of a revision is ready; of that only the first time counts. */
  void revisionReady(String app, long revision, Instant at);

  /** Remembers that a revision was given up. */
  void revisionFailed(String app, long revision, Revision.Failure why);

  /** What the engine makes of settings by itself, learnt by looking at new containers. */
  Set<String> engineHabits();

  /** Learns more of them. */
  void addEngineHabits(Set<String> learnt);

  /** The row is not as the writer last saw it. */
  final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Conflict(String message) {
      super(message);
    }
  }
}
