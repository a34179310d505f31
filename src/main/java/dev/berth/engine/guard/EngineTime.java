package dev.berth.engine.guard;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerView;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * An engine whose times are told by Berth's clock. By how much the two clocks differ is asked when
 * a subscription begins, now and then afterwards, and as soon as Berth's own clock has jumped;
 * nothing else of Berth compares one with the other. A difference that the question itself may have
 * made is none.
 */
public final class EngineTime extends ForwardingEngine {
  private static final System.Logger LOG = System.getLogger(EngineTime.class.getName());

  /** Asking takes time, and clocks that are kept right differ by less. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private static final Duration OLD = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Optional<Duration> skew = Optional.empty();
  private volatile Measured measured;

  /**
   * Over an engine as it is.
   *
   * @param clock Berth's own, on the wall
   * @param nanos Berth's monotonic one, as {@link System#nanoTime}
   */
  public EngineTime(ContainerEngine engine, InstantSource clock, LongSupplier nanos) {
    super(engine);
    this.clock = clock;
    this.nanos = nanos;
    this.measured = new Measured(clock.instant(), nanos.getAsLong());
  }

  @Override
  public List<ContainerView> containers(Map<String, String> labels) {
    return super.containers(labels).stream().map(this::here).toList();
  }

  @Override
  public Optional<ContainerView> container(String id) {
    return super.container(id).map(this::here);
  }

  @Override
  public AutoCloseable logs(String id, LogRequest request, LogListener listener) {
    return super.logs(id, there(request), listener);
  }

  @Override
  public AutoCloseable subscribe(EngineEvents listener) {
    measure();
    return super.subscribe(
        new EngineEvents() {
          @Override
          public void onEvent(EngineEvent event) {
            listener.onEvent(event.at(here(event.time())));
          }

          @Override
          public void onLost(String why) {
            listener.onLost(why);
          }
        });
  }

  @Override
  public void ping() {
    super.ping();
    if (skew.isEmpty() || age().compareTo(OLD) > 0) {
      measure();
    }
  }

  /** Asks; what is believed changes only when it is off by more than the question may be. */
  private void measure() {
    Instant before = clock.instant();
    EngineInfo info = engine().info();
    Duration took = Duration.between(before, clock.instant());
    Duration seen =
        info.time()
            .map(time -> Duration.between(before.plus(took.dividedBy(2)), time))
            .orElse(Duration.ZERO);
    Duration known = skew.orElse(Duration.ZERO);
    boolean isOff = seen.minus(known).abs().compareTo(TOLERANCE.plus(took)) > 0;
    measured = new Measured(clock.instant(), nanos.getAsLong());
    if (isOff) {
      LOG.log(Level.WARNING, "the engine''s clock is {0} ms ahead of Berth''s", seen.toMillis());
    }
    skew = Optional.of(isOff ? seen : known);
  }

  /** By how much the engine's clock is ahead. */
  Duration skew() {
    if (skew.isEmpty() || hasJumped()) {
      try {
        measure();
      } catch (EngineException e) {
        return skew.orElse(Duration.ZERO);
      }
    }
    return skew.orElse(Duration.ZERO);
  }

  private Instant here(Instant time) {
    return time.equals(Instant.EPOCH) ? time : time.minus(skew());
  }

  private ContainerView here(ContainerView container) {
    Duration ahead = skew();
    return ahead.isZero() ? container : container.earlier(ahead);
  }

  private LogRequest there(LogRequest asked) {
    return new LogRequest(
        asked.follow(),
        asked.tail(),
        asked.since().map(time -> time.plus(skew())),
        asked.timestamps());
  }

  private Duration age() {
    return Duration.ofNanos(nanos.getAsLong() - measured.nanos());
  }

  /** Whether Berth's clock on the wall has since gone another way than the monotonic one. */
  private boolean hasJumped() {
    Duration passed = Duration.between(measured.wall(), clock.instant());
    return passed.minus(age()).abs().compareTo(TOLERANCE) > 0;
  }

  /** When the clocks were compared, by both of Berth's. */
  private record Measured(Instant wall, long nanos) {}
}
