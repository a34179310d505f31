package dev.berth.image.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How often those who wait hear of progress: of the first after a second, and so on. */
final class NewsPace {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private long last;

  NewsPace(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** Whether it is time for more; if so, the next pause begins. */
  synchronized boolean isDue() {
    long now = nanos.getAsLong();
    boolean isDue = now - last >= PAUSE.toNanos();
    last = isDue ? now : last;
    return isDue;
  }
}
