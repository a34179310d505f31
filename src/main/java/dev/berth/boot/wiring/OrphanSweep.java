package dev.berth.boot.wiring;

import dev.berth.boot.settings.Settings;
import dev.berth.port.AdoptionService;
import dev.berth.port.EngineInventory;
import dev.berth.port.Lead;
import dev.berth.reconcile.queue.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Removes now and then what nobody has wanted for long, where an operator asked for that. */
@ApplicationScoped
class OrphanSweep {
  private static final System.Logger LOG = System.getLogger(OrphanSweep.class.getName());

  /** Apps come and go meanwhile: nothing is an orphan for good before. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final Optional<Rounds> rounds;
  private final AdoptionService adoptionService;
  private final Lead lead;

  OrphanSweep(Settings settings, AdoptionService adoptionService, Lead lead) {
    this.lead = lead;
    this.adoptionService = adoptionService;
    this.rounds =
        settings
            .orphans()
            .removeAfter()
            .map(time -> time.compareTo(LEAST) < 0 ? LEAST : time)
            .map(grace -> new Rounds("removing orphans", LEAST, () -> sweep(grace)));
  }

  void start(@Observes Lead.Won won) {
    if (won.isFirst()) {
      // From now on it is known since when they lie there.
      rounds.map(Rounds::now).ifPresent(Thread.ofVirtual().name("berth-orphans")::start);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.ifPresent(Rounds::close);
  }

  private void sweep(Duration time) {
    if (!lead.isHere()) {
      return;
    }
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
