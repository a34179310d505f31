package dev.berth.query;

import dev.berth.port.WatchLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last changes, in memory. Invariants, all under the lock: numbers in the ring rise; a number
 * is given, written and told before the next one is given; {@code now} is the last number told.
 */
public final class InMemoryWatchLog implements WatchLog {
  /** Enough for every app of a big Berth to change once while a client is away. */
  private static final int KEPT = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Numbers numbers;
  private final @Nullable Change[] ring = new @Nullable Change[KEPT];
  private final List<Change> untold = new ArrayList<>();
  private final Map<Key, Long> versions = new ConcurrentHashMap<>();

  /** Everything stored by runs before this one has a smaller number. */
  private final long start;

  private long told;
  private volatile long now;

  private record Key(String kind, String name) {}

  public InMemoryWatchLog(Numbers numbers) {
    this.numbers = numbers;
    this.start = numbers.next();
    this.now = start;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long version(String kind, String name, long stored) {
    return Math.max(stored, versions.getOrDefault(new Key(kind, name), start));
  }

  @Override
  public void statusChanged(String kind, String name) {
    lock.lock();
    try {
      tell(new Change(numbers.next(), What.STATUS, kind, name, Optional.empty(), Optional.empty()));
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(Change change) {
    ring[(int) (told % KEPT)] = change;
    told++;
    Key key = new Key(change.kind(), change.name());
    if (change.what() == What.DELETED) {
      versions.remove(key);
    } else {
      versions.put(key, change.number());
    }
    now = change.number();
  }

  @Override
  public Turn turn() {
    lock.lock();
    return new OpenTurn();
  }

  /** Told when the outermost one of a thread is closed. */
  private final class OpenTurn implements Turn {
    private boolean kept;

    @Override
    public long number() {
      return numbers.next();
    }

    @Override
    public void wrote(Change change) {
      untold.add(change);
    }

    @Override
    public void keep() {
      kept = true;
    }

    @Override
    public void close() {
      if (lock.getHoldCount() == 1) {
        if (kept && !untold.isEmpty()) {
          untold.forEach(InMemoryWatchLog.this::tell);
          news.signalAll();
        }
        untold.clear();
      }
      lock.unlock();
    }
  }

  @Override
  public Reader after(long number) {
    lock.lock();
    try {
      if (number > now || number < start) {
        throw gone(number);
      }
      long oldest = Math.max(0, told - KEPT);
      long at = told;
      while (at > oldest && at(at - 1).number() > number) {
        at--;
      }
      if (at == oldest && oldest > 0 && at(oldest).number() > number) {
        throw gone(number);
      }
      return new Position(at);
    } finally {
      lock.unlock();
    }
  }

  private Gone gone(long number) {
    return new Gone(
        "changes after "
            + number
            + " are not all known any more; the last one is "
            + now
            + ": list everything anew");
  }

  private Change at(long index) {
    Change change = ring[(int) (index % KEPT)];
    if (change == null) {
      throw new IllegalStateException("no change was told at " + index);
    }
    return change;
  }

  private final class Position implements Reader {
    private long at;

    Position(long at) {
      this.at = at;
    }

    @Override
    public Optional<Change> next(Duration patience) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = patience.toNanos();
        while (at == told && left > 0) {
          left = news.awaitNanos(left);
        }
        if (at < told - KEPT) {
          throw gone(at);
        }
        return at == told ? Optional.empty() : Optional.of(at(at++));
      } finally {
        lock.unlock();
      }
    }
  }
}
