package dev.berth.reconcile.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Names of apps to look at. A name is in it once, however often it was added, with the earliest
 * time asked for. A name that was taken is not given out again before {@link #done}; one added
 * meanwhile waits for that. Times are monotonic, so a change of the clock neither skips nor
 * repeats.
 */
public final class WorkQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** When each name is due, those that are being worked on too. */
  private final Map<String, Due> due = new HashMap<>();

  /** The names that may be taken: all that are due and not worked on. */
  private final NavigableSet<Due> free = new TreeSet<>();

  private final Set<String> working = new HashSet<>();
  private boolean closed;

  /** Ordered by time; the difference, as the clock's origin is arbitrary and may overflow. */
  private record Due(String key, long at) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.signum(at - other.at);
      return byTime == 0 ? key.compareTo(other.key) : byTime;
    }
  }

  /** Asks for a look at once. */
  public void add(String key) {
    add(key, Duration.ZERO);
  }

  /** Asks for a look after a delay, or sooner if that was asked for already. */
  public void add(String key, Duration delay) {
    Due wanted = new Due(key, System.nanoTime() + Math.max(0, delay.toNanos()));
    lock.lock();
    try {
      Due known = due.get(key);
      if (known == null || wanted.compareTo(known) < 0) {
        due.put(key, wanted);
        if (known != null) {
          free.remove(known);
        }
        release(wanted);
      }
    } finally {
      lock.unlock();
    }
  }

  private void release(Due wanted) {
    if (!working.contains(wanted.key())) {
      free.add(wanted);
      changed.signal();
    }
  }

  /**
   * A name whose time has come.
   *
   * @param late how long ago that was
   */
  public record Taken(String key, Duration late) {}

  /** Waits for a name whose time has come; empty when the queue is closed. */
  public Optional<Taken> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<Due> next = free.isEmpty() ? Optional.empty() : Optional.of(free.first());
        long wait = next.map(first -> first.at() - System.nanoTime()).orElse(0L);
        if (next.isEmpty()) {
          changed.await();
        } else if (wait > 0) {
          long unused = changed.awaitNanos(wait);
        } else {
          return Optional.of(take(next.get(), -wait));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Taken take(Due next, long lateNanos) {
    free.remove(next);
    due.remove(next.key());
    working.add(next.key());
    // Whoever leaves with a name leaves the watch over the others to somebody else.
    changed.signal();
    return new Taken(next.key(), Duration.ofNanos(lateNanos));
  }

  /** Gives a taken name back, so that it can be taken again. */
  public void done(String key) {
    lock.lock();
    try {
      working.remove(key);
      Optional.ofNullable(due.get(key)).ifPresent(this::release);
    } finally {
      lock.unlock();
    }
  }

  /** What is done with a name, and when it is looked at again; empty for when somebody asks. */
  @FunctionalInterface
  public interface Work {
    Optional<Duration> on(Taken taken) throws InterruptedException;
  }

  /** Works off one name after the other, until the queue is closed or the thread interrupted. */
  public void serve(Work work) {
    try {
      for (Optional<Taken> taken = take(); taken.isPresent(); taken = take()) {
        String key = taken.get().key();
        Optional<Duration> again = work.on(taken.get());
        done(key);
        again.ifPresent(delay -> add(key, delay));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many names wait, those that are not due yet too. */
  public int depth() {
    lock.lock();
    try {
      return due.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every {@link #take}. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
