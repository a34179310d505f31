package dev.berth.reconcile.swarm;

import dev.berth.engine.EngineException;
import dev.berth.engine.SwarmEngine;
import dev.berth.observe.swarm.SwarmSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a Swarm again and again: often while something moves, seldom else, and at once when it
 * tells of a change. Tasks tell nothing by themselves.
 */
final class SwarmWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SwarmWatch.class.getName());
  private static final Duration OFTEN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(15);

  /** Changes come in bursts. */
  private static final Duration BURST = Duration.ofMillis(100);

  private final SwarmEngine swarm;
  private final SwarmCache cache;
  private final InstantSource steady;
  private final BooleanSupplier moves;
  private final Audience audience;
  private final BlockingQueue<Boolean> calls = new ArrayBlockingQueue<>(1);
  private volatile boolean isClosed;
  private volatile boolean isHeard;
  private @Nullable AutoCloseable subscription;

  /** Hears what was seen. */
  interface Audience {
    void seen(SwarmSnapshot before, SwarmSnapshot now);

    void lost(String why);
  }

  /** {@code moves} says whether something is under way. */
  SwarmWatch(
      SwarmEngine swarm,
      SwarmCache cache,
      InstantSource steady,
      BooleanSupplier moves,
      Audience audience) {
    this.swarm = swarm;
    this.cache = cache;
    this.steady = steady;
    this.moves = moves;
    this.audience = audience;
  }

  /** Until it is closed. */
  void run() {
    try {
      while (!isClosed) {
        look();
        Boolean called =
            calls.poll((moves.getAsBoolean() ? OFTEN : SELDOM).toMillis(), TimeUnit.MILLISECONDS);
        if (called != null) {
          Thread.sleep(BURST);
          calls.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    SwarmSnapshot before = cache.known();
    try {
      if (!isHeard) {
        listen();
      }
      audience.seen(before, cache.at(steady.instant()));
    } catch (EngineException e) {
      if (!isClosed) {
        audience.lost(e.getMessage());
      }
    } catch (RuntimeException e) { // Whatever a Swarm answers, it is looked at again.
      LOG.log(Level.ERROR, "a look at the Swarm failed: this is a bug in Berth", e);
      audience.lost("what it answers cannot be read: " + e);
    }
  }

  private void listen() {
    isHeard = true;
    try {
      subscription =
          swarm.subscribe(
              this::again,
              () -> {
                isHeard = false;
                again();
              });
    } catch (EngineException e) {
      isHeard = false;
      throw e;
    }
  }

  /** Looks at once. */
  void again() {
    boolean unused = calls.offer(true);
  }

  @Override
  public void close() {
    isClosed = true;
    again();
    AutoCloseable open = subscription;
    if (open != null) {
      try {
        open.close();
      } catch (Exception e) {
        // It is given up: that its end was not clean changes nothing.
      }
    }
  }
}
