package dev.berth.query;

import dev.berth.fault.DatabaseUnreachable;
import dev.berth.port.WatchLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last changes, in memory. One write after the other has the turn, for as long as its
 * transaction lasts; the lock is held for moments. Invariants, all under the lock: numbers in the
 * ring rise, for what is numbered while a write has a number waits until that is told or given up;
 * {@code now} is the last number told.
 */
public final class InMemoryWatchLog implements WatchLog {
  /** Longer than a database may take for an answer: whoever waits more would not get one, too. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final ReentrantLock writing = new ReentrantLock();
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Numbers numbers;
  private final ChangeRing ring = new ChangeRing();
  private final List<Change> untold = new ArrayList<>();

  /** Of the write that has the turn. */
  private final List<Change> written = new ArrayList<>();

  private boolean isNumbered;

  /** How often all was told that was to be told here. */
  private int ends;

  private final ToldVersions versions = new ToldVersions();

  /** All changes after it are known. */
  private long oldest;

  private volatile long now;

  public InMemoryWatchLog(Numbers numbers) {
    this(numbers, LONGEST_WAIT);
  }

  InMemoryWatchLog(Numbers numbers, Duration longestWait) {
    this.longestWait = longestWait;
    this.numbers = numbers;
    this.oldest = numbers.next();
    this.now = oldest;
    versions.begin(oldest);
  }

  @Override
  public void begin(Set<String> retold) {
    end();
    List<Change> before = numbers.before();
    long first = numbers.next();
    if (before.isEmpty()) {
      numbers.wrote(mark(first));
    }
    locked(() -> {
      versions.begin(first);
      untold.clear();
      before.forEach(ring::add);
      before.stream().filter(change -> !retold.contains(change.kind())).forEach(versions::told);
      oldest = before.isEmpty() ? first : before.getFirst().number();
      now = first;
    });
  }

  /** Of nothing: that all after it is kept. */
  private static Change mark(long number) {
    return new Change(number, What.STATUS, "", "", Optional.empty(), Optional.empty());
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end() {
    locked(() -> {
      ring.cut();
      ends++;
      oldest = now + 1;
      news.signalAll();
    });
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long version(String kind, String name, long stored) {
    return versions.of(kind, name, stored);
  }

  @Override
  public void statusChanged(String kind, String name) {
    locked(() -> {
      untold.add(
          new Change(numbers.next(), What.STATUS, kind, name, Optional.empty(), Optional.empty()));
      if (!isNumbered) {
        tellAll();
      }
    });
  }

  private void tellAll() {
    untold.sort(Comparator.comparingLong(Change::number));
    untold.forEach(this::tell);
    untold.clear();
    news.signalAll();
  }

  private void tell(Change change) {
    ring.add(change);
    versions.told(change);
    now = change.number();
  }

  @Override
  public Turn turn() {
    try {
      if (writing.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        return new OpenTurn();
      }
      throw new DatabaseUnreachable("a write that was begun before does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnreachable("a write was given up while it waited for another");
    }
  }

  /** Told when the outermost one of a thread is closed. */
  private final class OpenTurn implements Turn {
    private boolean kept;

    @Override
    public long number() {
      lock.lock();
      try {
        isNumbered = true;
        return numbers.nextOfWrite();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void wrote(Change change) {
      numbers.wrote(change);
      written.add(change);
    }

    @Override
    public void keep() {
      kept = true;
    }

    @Override
    public void close() {
      if (writing.getHoldCount() == 1) {
        end();
      }
      writing.unlock();
    }

    private void end() {
      locked(() -> {
        if (kept) {
          untold.addAll(written);
        }
        written.clear();
        isNumbered = false;
        tellAll();
      });
    }
  }

  @Override
  public Reader after(long number) {
    lock.lock();
    try {
      if (number > now || number < oldest) {
        throw Gone.after(number, now);
      }
      return new Position(ring.after(number).orElseThrow(() -> Gone.after(number, now)));
    } finally {
      lock.unlock();
    }
  }

  private final class Position implements Reader {
    private final int era = ends;
    private long at;

    Position(long at) {
      this.at = at;
    }

    @Override
    public Optional<Change> next(Duration patience) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = patience.toNanos();
        while (era == ends && at == ring.told() && left > 0) {
          left = news.awaitNanos(left);
        }
        if (era != ends) {
          throw new Ended();
        }
        if (ring.isForgotten(at)) {
          throw Gone.after(at, now);
        }
        return at == ring.told() ? Optional.empty() : Optional.of(ring.at(at++));
      } finally {
        lock.unlock();
      }
    }
  }
}
