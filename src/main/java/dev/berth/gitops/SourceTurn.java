package dev.berth.gitops;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One source's place: who syncs it, and when it is next. */
final class SourceTurn {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean woken = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> next;

  ReentrantLock lock() {
    return lock;
  }

  AtomicBoolean woken() {
    return woken;
  }

  synchronized void schedule(@Nullable ScheduledFuture<?> later) {
    if (next != null) {
      next.cancel(false);
    }
    next = later;
  }
}
