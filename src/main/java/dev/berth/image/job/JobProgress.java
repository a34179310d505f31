package dev.berth.image.job;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts changes, and lets others wait for the next. */
final class JobProgress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private long version;

  void changed() {
    lock.lock();
    try {
      version++;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long version() {
    lock.lock();
    try {
      return version;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when there is a change after that version, or time is up. */
  void await(long seen, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (version <= seen && left > 0) {
        left = change.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
