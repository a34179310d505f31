package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.ContainerUsage;
import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerView;
import dev.berth.port.AppUsage;
import dev.berth.port.EngineInventory;
import dev.berth.reconcile.cache.EngineCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks the engine what containers use, while somebody looks. Those who look at once share its
 * answers: it is asked about a container once a second at most.
 */
public final class UsageReader implements AppUsage {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** What was read before that tells nothing of now. */
  private static final Duration STALE = Duration.ofMinutes(1);

  private final Running running;
  private final InstantSource clock;
  private final Map<String, Reading> readings = new ConcurrentHashMap<>();
  private final UsageHistory history = new UsageHistory();

  /** The last answer about a container, and the one before it. */
  private record Reading(Usage usage, ContainerUsage last) {}

  /**
   * A container that runs, and whose it is.
   *
   * @param now asks its engine what it uses, as far as that can be said
   */
  public record Place(
      String id,
      String name,
      String service,
      int replica,
      Supplier<Optional<ContainerUsage>> now) {}

  /** Which containers run on an engine. */
  public interface Running {

    /** Of an app; may ask the engine. */
    List<Place> of(String app);

    /** Names of the apps that something is there of. */
    Set<String> apps();

    /** As far as a cache of an engine knows, or asks. */
    static Running of(EngineCache cache, ContainerEngine engine) {
      return new Cached(cache, engine);
    }
  }

  private record Cached(EngineCache cache, ContainerEngine engine) implements Running {
    @Override
    public List<Place> of(String app) {
      return cache.look(app).containers().stream()
          .filter(ContainerView::isRunning)
          .flatMap(container ->
              container.owner().stream()
                  .map(owner ->
                      new Place(
                          container.id(),
                          container.name(),
                          owner.service(),
                          owner.replica(),
                          () -> engine.usage(container.id()))))
          .toList();
    }

    @Override
    public Set<String> apps() {
      return cache.apps();
    }
  }

  public UsageReader(Running running, InstantSource clock) {
    this.running = running;
    this.clock = clock;
  }

  @Override
  public List<Usage> of(String app) {
    readings.values().removeIf(reading -> isOlder(reading, STALE));
    try {
      return running.of(app).stream()
          .flatMap(place -> of(place).stream())
          .sorted(Comparator.comparing(Usage::service).thenComparingInt(Usage::replica))
          .toList();
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  @Override
  public List<Usage> measured(List<String> apps) throws InterruptedException {
    List<Usage> first = of(apps);
    if (first.stream().allMatch(usage -> usage.cpus().isPresent())) {
      return first;
    }
    Thread.sleep(FRESH);
    return of(apps);
  }

  private List<Usage> of(List<String> apps) {
    return apps.stream().flatMap(app -> of(app).stream()).toList();
  }

  @Override
  public List<Point> history(String containerId, Instant since) {
    return history.of(containerId, since);
  }

  @Override
  public void sample() {
    for (String app : running.apps()) {
      try {
        List<Usage> unused = of(app);
      } catch (EngineInventory.Unavailable e) {
        return;
      }
    }
  }

  private boolean isOlder(Reading reading, Duration age) {
    return !reading.usage().at().plus(age).isAfter(clock.instant());
  }

  private Optional<Usage> of(Place place) {
    Optional<Reading> known = Optional.ofNullable(readings.get(place.id()));
    if (known.filter(reading -> !isOlder(reading, FRESH)).isPresent()) {
      return known.map(Reading::usage);
    }
    Optional<ContainerUsage> now = place.now().get();
    return now.map(used -> {
      OptionalDouble cpus =
          known.map(k -> UsageHistory.cpus(k.last(), used)).orElse(OptionalDouble.empty());
      Usage usage = usage(place, used, cpus);
      readings.put(place.id(), new Reading(usage, used));
      history.add(place.id(), used);
      return usage;
    });
  }

  private Usage usage(Place place, ContainerUsage used, OptionalDouble cpus) {
    return new Usage(
        place.id(),
        place.name(),
        place.service(),
        place.replica(),
        clock.instant(),
        cpus,
        used.memoryBytes(),
        used.memoryLimitBytes(),
        used.receivedBytes(),
        used.sentBytes(),
        used.readBytes(),
        used.writtenBytes(),
        used.processes());
  }
}
