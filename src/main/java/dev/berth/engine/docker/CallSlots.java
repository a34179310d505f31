package dev.berth.engine.docker;

import dev.berth.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many calls go on at a time. Whoever comes when all places are taken waits, no longer than his
 * call may take; so no crowd of callers becomes a crowd of threads.
 */
final class CallSlots {
  private final int count;
  private final Semaphore free;

  CallSlots(int count) {
    this.count = count;
    this.free = new Semaphore(count, true);
  }

  /** A place for one call, given back once: when it ends, or when it is known never to begin. */
  final class Place {
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Does the work, unless it was given up before. */
    <T> T use(Callable<T> work) throws Exception {
      if (!begun.compareAndSet(false, true)) {
        throw new CancellationException("given up before it began");
      }
      try {
        return work.call();
      } finally {
        free.release();
      }
    }

    /** Nobody waits for it any more; what has begun keeps its place until it ends. */
    void giveUp() {
      if (begun.compareAndSet(false, true)) {
        free.release();
      }
    }
  }

  /** Waits for a place. */
  Place take(String what, Duration within) {
    try {
      if (free.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Place();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.TIMEOUT, what + ": interrupted", e);
    }
    throw new EngineException(
        EngineException.Kind.TIMEOUT,
        what
            + ": "
            + count
            + " calls of the engine go on, and none ended within "
            + within.toSeconds()
            + " s");
  }
}
