package dev.berth.boot.health;

import dev.berth.engine.CallMeter;
import dev.berth.engine.EngineException;
import dev.berth.gitops.SyncMeter;
import dev.berth.reconcile.deps.LoopMeter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the loop and the engine's adapter measure, for Prometheus. */
@Singleton
public class Meters implements LoopMeter, CallMeter, SyncMeter {
  /** Bounds of the latency's histogram; 50 ms is what 99 of 100 events should keep. */
  private static final Duration[] STEPS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer wait;
  private final Timer latency;
  private final Timer resync;
  private final DistributionSummary missed;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    this.wait = timer("berth.queue.wait", "from due to taken");
    this.latency =
        Timer.builder("berth.event.latency")
            .description("from an event on the engine to the pass it woke")
            .serviceLevelObjectives(STEPS)
            .register(registry);
    this.resync = timer("berth.resync", "listing everything and comparing it with what was known");
    this.missed =
        DistributionSummary.builder("berth.resync.changed")
            .description("apps of which a resync found a change that no event had told")
            .register(registry);
  }

  private Timer timer(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  @Override
  public void waited(Duration inQueue) {
    wait.record(inQueue);
  }

  @Override
  public void passed(Duration took, boolean failed) {
    String outcome = failed ? "failed" : "done";
    timer("berth.passes", "one pass over one app", "outcome", outcome).record(took);
  }

  @Override
  public void noticed(Duration since) {
    latency.record(since);
  }

  @Override
  public void resynced(Duration took, int changed) {
    resync.record(took);
    missed.record(changed);
  }

  @Override
  public void called(String verb, Duration took, Optional<EngineException.Kind> failure) {
    String outcome = failure.map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("ok");
    Timer.builder("berth.engine.calls")
        .description("calls of the engine")
        .tags("verb", verb, "outcome", outcome)
        .register(registry)
        .record(took);
  }

  @Override
  public void synced(String source, Duration took, String reason) {
    timer("berth.source.syncs", "one sync of a source", "source", source, "outcome", reason)
        .record(took);
  }
}
