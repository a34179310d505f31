package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.port.AdoptionService;
import dev.berth.port.EngineInventory;
import dev.berth.port.Lead;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Removes now and then what nobody has wanted for long, where an operator asked for that. */
@ApplicationScoped
class OrphanSweep {
  private static final System.Logger LOG = System.getLogger(OrphanSweep.class.getName());

  /** Apps come and go meanwhile: nothing is an orphan for good before. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final Optional<Duration> grace;
  private final AdoptionService adoptionService;
  private final Lead lead;
  private final CountDownLatch closed = new CountDownLatch(1);

  OrphanSweep(Settings settings, AdoptionService adoptionService, Lead lead) {
    this.lead = lead;
    this.grace =
        settings.orphans().removeAfter().map(time -> time.compareTo(LEAST) < 0 ? LEAST : time);
    this.adoptionService = adoptionService;
  }

  void start(@Observes Lead.Won won) {
    if (won.isFirst()) {
      grace.ifPresent(time -> Thread.ofVirtual().name("berth-orphans").start(() -> run(time)));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    closed.countDown();
  }

  private void run(Duration time) {
    try {
      do {
        if (lead.isHere()) {
          sweep(time);
        }
      } while (!closed.await(LEAST.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep(Duration time) {
    try {
      adoptionService
          .removeStale(time)
          .forEach(gone -> LOG.log(Level.INFO, "removed orphan {0} {1}", gone.kind(), gone.name()));
    } catch (EngineInventory.Unavailable e) {
      LOG.log(Level.DEBUG, "no look for orphans: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "orphans stay for now", e);
    }
  }
}
