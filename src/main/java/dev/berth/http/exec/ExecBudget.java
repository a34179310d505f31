package dev.berth.http.exec;

import dev.berth.http.TooManyStreams;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many commands may be followed at a time, and how long one may be silent. */
public final class ExecBudget {
  private static final Duration LONGEST_END = Duration.ofSeconds(8);

  private final int most;
  private final Duration idle;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean ends;

  public ExecBudget(int most, Duration idle) {
    this.most = most;
    this.idle = idle;
  }

  /**
   * Lets somebody in; he has to {@link #leave}.
   *
   * @throws TooManyStreams if there are too many already, with the way out
   */
  void enter() {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw new TooManyStreams(
          most
              + " commands run in containers for somebody, as many as may; end one, or set"
              + " berth.exec.sessions higher");
    }
  }

  synchronized void leave() {
    open.decrementAndGet();
    notifyAll();
  }

  Duration idle() {
    return idle;
  }

  /**
   * Ends all of them; returns when they have, or after a while. What they run has to be ended while
   * there still is an engine to ask.
   */
  public synchronized void end() throws InterruptedException {
    ends = true;
    long until = System.nanoTime() + LONGEST_END.toNanos();
    for (long left = LONGEST_END.toMillis();
        open.get() > 0 && left > 0;
        left = Duration.ofNanos(until - System.nanoTime()).toMillis()) {
      wait(left);
    }
  }

  boolean ends() {
    return ends;
  }

  /** Those that are open now. */
  public int open() {
    return open.get();
  }
}
