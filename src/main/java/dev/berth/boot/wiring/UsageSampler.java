package dev.berth.boot.wiring;

import dev.berth.boot.settings.StatsSettings;
import dev.berth.port.AppUsage;
import dev.berth.port.Lead;
import dev.berth.reconcile.queue.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

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

  private final Optional<Rounds> rounds;
  private final AppUsage usage;

  UsageSampler(StatsSettings settings, AppUsage usage) {
    this.usage = usage;
    this.rounds = settings.sample().map(time -> new Rounds("usage", bounded(time), this::sample));
  }

  private static Duration bounded(Duration time) {
    Duration least = time.compareTo(LEAST) < 0 ? LEAST : time;
    return least.compareTo(MOST) > 0 ? MOST : least;
  }

  void start(@Observes Lead.Won won) {
    if (won.isFirst()) {
      rounds.ifPresent(Thread.ofVirtual().name("berth-stats")::start);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.ifPresent(Rounds::close);
  }

  private void sample() {
    try {
      usage.sample();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "no look at what containers use: {0}", e.toString());
    }
  }
}
