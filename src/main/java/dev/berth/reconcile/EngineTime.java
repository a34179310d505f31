package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineInfo;
import dev.berth.engine.LogListener;
import dev.berth.engine.LogRequest;
import dev.berth.observe.ContainerView;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine whose times are told by Berth's clock. By how much the two clocks differ is asked when
 * a subscription begins and now and then afterwards; nothing else of Berth compares one with the
 * other. A difference that the question itself may have made is none.
 */
public final class EngineTime {
  private static final System.Logger LOG = System.getLogger(EngineTime.class.getName());

  /** Asking takes time, and clocks that are kept right differ by less. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private static final Duration OLD = Duration.ofMinutes(1);

  private final ContainerEngine engine;
  private final InstantSource clock;
  private volatile Optional<Duration> skew = Optional.empty();
  private volatile long measured;

  /** Over an engine as it is. */
  public EngineTime(ContainerEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** The engine, seen so. */
  public ContainerEngine view() {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            EngineTime.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) ->
                call(method, arguments == null ? new Object[0] : arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "containers" -> containers(arguments[0]);
      case "container" -> engine.container((String) arguments[0]).map(this::here);
      case "subscribe" -> subscribe((EngineEvents) arguments[0]);
      case "logs" ->
          engine.logs(
              (String) arguments[0], there((LogRequest) arguments[1]), (LogListener) arguments[2]);
      case "ping" -> ping(method, arguments);
      default -> direct(method, arguments);
    };
  }

  private Object direct(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private List<ContainerView> containers(Object labels) {
    return engine.containers((Map<String, String>) labels).stream().map(this::here).toList();
  }

  private AutoCloseable subscribe(EngineEvents listener) {
    measure();
    return engine.subscribe(
        new EngineEvents() {
          @Override
          public void heard(EngineEvent event) {
            listener.heard(event.at(here(event.time())));
          }

          @Override
          public void lost(String why) {
            listener.lost(why);
          }
        });
  }

  private Object ping(Method method, Object[] arguments) throws Throwable {
    Object answer = direct(method, arguments);
    if (skew.isEmpty() || System.nanoTime() - measured > OLD.toNanos()) {
      measure();
    }
    return answer;
  }

  /** Asks; what is believed changes only when it is off by more than the question may be. */
  private void measure() {
    Instant before = clock.instant();
    EngineInfo info = engine.info();
    Duration took = Duration.between(before, clock.instant());
    Duration seen =
        info.time()
            .map(time -> Duration.between(before.plus(took.dividedBy(2)), time))
            .orElse(Duration.ZERO);
    Duration known = skew.orElse(Duration.ZERO);
    boolean isOff = seen.minus(known).abs().compareTo(TOLERANCE.plus(took)) > 0;
    measured = System.nanoTime();
    if (isOff) {
      LOG.log(Level.WARNING, "the engine''s clock is {0} ms ahead of Berth''s", seen.toMillis());
    }
    skew = Optional.of(isOff ? seen : known);
  }

  /** By how much the engine's clock is ahead. */
  Duration skew() {
    if (skew.isEmpty()) {
      try {
        measure();
      } catch (EngineException e) {
        return Duration.ZERO;
      }
    }
    return skew.orElse(Duration.ZERO);
  }

  private Instant here(Instant time) {
    return time.equals(Instant.EPOCH) ? time : time.minus(skew());
  }

  private ContainerView here(ContainerView container) {
    return skew().isZero() ? container : container.earlier(skew());
  }

  private LogRequest there(LogRequest asked) {
    return new LogRequest(
        asked.follow(),
        asked.tail(),
        asked.since().map(time -> time.plus(skew())),
        asked.timestamps());
  }
}
