package dev.berth.boot.health;

import dev.berth.port.Lead;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.state.AppStore;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Prometheus is told of each app. It is read when somebody asks, from what is known anyway: no
 * call of the engine, and no series of an app that is gone.
 */
@Singleton
class AppCollector {
  private static final System.Logger LOG = System.getLogger(AppCollector.class.getName());

  /** Before the loop starts: no status is missed. */
  private static final int EARLY = 1;

  private final AppStore state;
  private final StatusStore board;
  private final Lead lead;
  private final AppHistory history = new AppHistory();
  private final InstantSource clock = Clocks.wallClock();

  AppCollector(AppStore state, StatusStore board, Lead lead) {
    this.state = state;
    this.lead = lead;
    this.board = board;
  }

  void start(@Observes @Priority(EARLY) StartupEvent event, PrometheusMeterRegistry meters) {
    board.subscribe((app, status) -> history.heard(app, status, clock.instant()));
    meters.getPrometheusRegistry().register(new Families(this::families));
  }

  private List<Collector.MetricFamilySamples> families() {
    AppFamilies families = new AppFamilies(clock.instant());
    if (!lead.isHere()) {
      return families.all();
    }
    Map<String, Long> wanted = generations();
    history
        .all()
        .forEach((app, seen) -> {
          families.add(app, seen);
          board
              .find(app)
              .ifPresent(status -> {
                families.add(app, status);
                Optional.ofNullable(wanted.get(app))
                    .ifPresent(
                        number -> families.behind(app, number - status.observedGeneration()));
              });
        });
    return families.all();
  }

  /** A database that does not answer must not cost the measures that tell of it. */
  private Map<String, Long> generations() {
    try {
      return state.generations();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "metrics go without generations: {0}", e.getMessage());
      return Map.of();
    }
  }

  /** As the library asks for them. */
  private static final class Families extends Collector implements Collector.Describable {
    private final Supplier<List<MetricFamilySamples>> read;

    Families(Supplier<List<MetricFamilySamples>> read) {
      this.read = read;
    }

    @Override
    public List<MetricFamilySamples> collect() {
      return read.get();
    }

    /** Names alone, for the registry: without them it would collect at once. */
    @Override
    public List<MetricFamilySamples> describe() {
      return new AppFamilies(Instant.EPOCH).all();
    }
  }
}
