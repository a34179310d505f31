package dev.berth.reconcile.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Threads of the loop: which are alive, and what they are at. */
public final class Workers {
  /**
   * Longer than any pass: its calls of the engine have deadlines, and it waits for nothing else.
   */
  static final Duration FAR_TOO_LONG = Duration.ofMinutes(10);

  private final int count;
  private final LongSupplier nanoTime;
  private final AtomicInteger dead = new AtomicInteger();
  private final Map<String, Long> passes = new ConcurrentHashMap<>();
  private volatile CountDownLatch atWork = new CountDownLatch(0);

  /**
   * Made, not started.
   *
   * @param nanoTime a monotonic clock
   */
  public Workers(int count, LongSupplier nanoTime) {
    this.count = count;
    this.nanoTime = nanoTime;
  }

  /** Starts them all, each with the same work, which ends only when the loop does. */
  public void start(ExecutorService threads, Runnable work) {
    atWork = new CountDownLatch(count);
    for (int worker = 0; worker < count; worker++) {
      threads.execute(() -> watched(work));
    }
  }

  private void watched(Runnable work) {
    boolean isOver = false;
    try {
      work.run();
      isOver = true;
    } finally {
      if (!isOver) {
        dead.incrementAndGet();
      }
      atWork.countDown();
    }
  }

  /** Whether all have ended within so long. */
  public boolean end(Duration limit) throws InterruptedException {
    return atWork.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void begins(String app) {
    passes.put(app, nanoTime.getAsLong());
  }

  public synchronized void ends(String app) {
    passes.remove(app);
    notifyAll();
  }

  /** Whether nobody is at an app, at the latest after so long. */
  public synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
    long end = nanoTime.getAsLong() + limit.toNanos();
    for (long left = limit.toMillis(); !passes.isEmpty() && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - nanoTime.getAsLong());
    }
    return passes.isEmpty();
  }

  public boolean isAt(String app) {
    return passes.containsKey(app);
  }

  /** Apps whose pass does not end. */
  public List<String> stuck() {
    long now = nanoTime.getAsLong();
    return passes.entrySet().stream()
        .filter(pass -> now - pass.getValue() > FAR_TOO_LONG.toNanos())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether one is left that takes up the next app. */
  public boolean isMoving() {
    return stuck().size() + dead.get() < count;
  }
}
