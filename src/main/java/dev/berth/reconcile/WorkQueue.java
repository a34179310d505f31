package dev.berth.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Names of apps to look at. A name is in it once, however often it was added, with the earliest
 * time asked for. A name that was taken is not given out again before {@link #done}; one added
 * meanwhile waits for that. Times are monotonic, so a change of the clock neither skips nor
 * repeats.
 */
final class WorkQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Long> due = new HashMap<>();
  private final Set<String> working = new HashSet<>();
  private boolean closed;

  /** Asks for a look at once. */
  void add(String key) {
    add(key, Duration.ZERO);
  }

  /** Asks for a look after a delay, or sooner if that was asked for already. */
  void add(String key, Duration delay) {
    long at = System.nanoTime() + Math.max(0, delay.toNanos());
    lock.lock();
    try {
      due.merge(key, at, (have, wanted) -> have - wanted <= 0 ? have : wanted);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A name whose time has come.
   *
   * @param late how long ago that was
   */
  record Taken(String key, Duration late) {}

  /** Waits for a name whose time has come; empty when the queue is closed. */
  Optional<Taken> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<String> next = earliest();
        long wait = next.map(key -> due.getOrDefault(key, 0L) - System.nanoTime()).orElse(0L);
        if (next.isEmpty()) {
          changed.await();
        } else if (wait > 0) {
          long unused = changed.awaitNanos(wait);
        } else {
          due.remove(next.get());
          working.add(next.get());
          return Optional.of(new Taken(next.get(), Duration.ofNanos(-wait)));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> earliest() {
    long now = System.nanoTime();
    return due.entrySet().stream()
        .filter(entry -> !working.contains(entry.getKey()))
        .min((a, b) -> Long.compare(a.getValue() - now, b.getValue() - now))
        .map(Map.Entry::getKey);
  }

  /** Gives a taken name back, so that it can be taken again. */
  void done(String key) {
    lock.lock();
    try {
      working.remove(key);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many names wait, those that are not due yet too. */
  int depth() {
    lock.lock();
    try {
      return due.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every {@link #take}. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
