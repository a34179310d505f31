package dev.berth.port;

import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The port to everything that changes, in one order: what is wanted of apps, their status, other
 * resources. Each change has a number, greater than all before it, over restarts of Berth too. Only
 * the last changes of this run are remembered.
 */
public interface WatchLog {

  /**
   * Begins anew, with what was kept by others: what was told here before may not be all that has
   * happened.
   *
   * @param retold kinds with a status, which is not kept: whoever begins tells the status of each
   *     thing anew, and what was kept of it is seen with that
   */
  void begin(Set<String> retold);

  /** Nothing more is told to readers of before: others know how it goes on. */
  void end();

  /** Number of the last change; what is read after this call is at least as new. */
  long now();

  /**
   * Version of a thing: the number of its last change, be it of what is wanted or of what is there.
   *
   * @param stored the number of the last change of what is wanted, as it is stored
   */
  long version(String kind, String name, long stored);

  /**
   * A reader of all changes after a number.
   *
   * @throws Gone if they are not all known any more
   */
  Reader after(long number);

  /**
   * Begins a write: while it is open no other one begins, and nothing of it is told. Within an open
   * one of the same thread, joins that. Take it before a transaction, never within one.
   *
   * @throws dev.berth.fault.DatabaseUnreachable if the one before does not end
   */
  Turn turn();

  /** The status of something became another one; waits for no write. */
  void statusChanged(String kind, String name);

  /** Reads changes, one after the other; for one thread. */
  interface Reader {

    /**
     * Waits for the next change.
     *
     * @return empty when time is up
     * @throws Gone if this reader is so slow that changes were forgotten before it came to them
     * @throws Ended if they are told elsewhere by now
     */
    Optional<Change> next(Duration patience) throws InterruptedException;
  }

  /** A write in the making. */
  interface Turn extends AutoCloseable {

    /** A number for what is written next. */
    long number();

    /** What was written, to be told. */
    void wrote(Change change);

    /** It is durable; without this call nothing is told. */
    void keep();

    @Override
    void close();
  }

  /** What a change is. */
  enum What {
    ADDED,
    MODIFIED,
    /** Nothing of what is wanted changed, only what is there. */
    STATUS,
    DELETED
  }

  /**
   * One change; to see the thing itself, look it up.
   *
   * @param labelsBefore where it was there before and labels may have changed
   * @param remains what a deleted thing was
   */
  record Change(
      long number,
      What what,
      String kind,
      String name,
      Optional<SortedMap<String, String>> labelsBefore,
      Optional<Remains> remains) {

    /** A new thing, or one that was there with some labels. */
    public static Change written(
        long number, String kind, String name, Optional<SortedMap<String, String>> labelsBefore) {
      What what = labelsBefore.isPresent() ? What.MODIFIED : What.ADDED;
      return new Change(number, what, kind, name, labelsBefore, Optional.empty());
    }

    public static Change deleted(
        long number, String kind, String name, Remains remains, SortedMap<String, String> labels) {
      return new Change(
          number, What.DELETED, kind, name, Optional.of(labels), Optional.of(remains));
    }
  }

  /** What a deleted thing was. */
  sealed interface Remains {
    record OfApp(DesiredApp app) implements Remains {}

    record OfResource(Resource resource) implements Remains {}
  }

  /** Where numbers come from: each greater than all before, over restarts too. */
  interface Numbers {
    long next();

    /** For a write, in its transaction: refused where this Berth may not write. */
    default long nextOfWrite() {
      return next();
    }

    /** Keeps a write for who leads next, in its transaction if there is one. */
    default void wrote(Change change) {}

    /** What who led before has kept, the oldest first, without a gap up to now. */
    default List<Change> before() {
      return List.of();
    }
  }

  /** Another Berth tells changes now: whoever asks it goes on where this one ended. */
  final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Ended() {
      super("changes are told by another Berth now", null, false, false);
    }
  }

  /** What was asked for is not remembered any more: look at everything anew. */
  final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Gone(String message) {
      super(message, null, false, false);
    }

    /** Of what was asked for, where the last change is that one. */
    public static Gone after(long number, long last) {
      return new Gone(
          "changes after "
              + number
              + " are not all known any more; the last one is "
              + last
              + ": list everything anew");
    }
  }
}
