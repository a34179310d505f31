package dev.berth.boot.wiring;

import dev.berth.boot.settings.StatsSettings;
import dev.berth.port.AppUsage;
import dev.berth.port.Lead;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at what containers use though nobody else does, where an operator asked for that: one call
 * of the engine for each running container, one after the other, outside of all passes.
 */
@ApplicationScoped
class UsageSampler {
  private static final System.Logger LOG = System.getLogger(UsageSampler.class.getName());

  /** More often than points are kept; and no longer than processors are measured over. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  private static final Duration MOST = Duration.ofSeconds(30);

  private final Optional<Duration> every;
  private final AppUsage usage;
  private final CountDownLatch closed = new CountDownLatch(1);

  UsageSampler(StatsSettings settings, AppUsage usage) {
    this.every = settings.sample().map(UsageSampler::bounded);
    this.usage = usage;
  }

  private static Duration bounded(Duration time) {
    Duration least = time.compareTo(LEAST) < 0 ? LEAST : time;
    return least.compareTo(MOST) > 0 ? MOST : least;
  }

  void start(@Observes Lead.Won won) {
    if (won.isFirst()) {
      every.ifPresent(time -> Thread.ofVirtual().name("berth-stats").start(() -> run(time)));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    closed.countDown();
  }

  private void run(Duration time) {
    try {
      while (!closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        sample();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      usage.sample();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "no look at what containers use: {0}", e.toString());
    }
  }
}
