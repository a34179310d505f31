package dev.berth.reconcile.cache;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Listens to the engine for as long as Berth runs: subscribes, lists everything, and when the
 * stream breaks, or the engine hangs, begins anew. Now and then it lists everything again, in case
 * an event was lost.
 */
public final class EngineWatch {
  private static final Logger LOG = System.getLogger(EngineWatch.class.getName());

  /** How often a silent engine is asked whether it is still there. */
  private static final Duration PING = Duration.ofSeconds(5);

  /** Between two tries to subscribe: an engine that comes back is noticed at once. */
  private static final Duration RETRY = Duration.ofMillis(500);

  /**
   * More events than this between two pings and some may be lost: engines keep 1024 for a listener
   * that is slow, and drop the rest without a word (moby, {@code daemon/events}).
   */
  private static final int FLOOD = 1000;

  private final ContainerEngine engine;
  private final Duration resync;
  private final Duration retry;
  private final Audience audience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder heard = new LongAdder();
  private volatile CountDownLatch current = new CountDownLatch(1);
  private volatile boolean isAsked;
  private long nextResync;
  private boolean complained;
  private volatile Optional<String> death = Optional.empty();

  /** Who is told. */
  public interface Audience {
    void onEvent(EngineEvent event);

    /** Nothing is heard any more. */
    void lost(String why);

    /** A subscription has begun: what was known before is worth nothing. */
    void reload();

    /** It is time to look whether an event was lost. */
    void resync();
  }

  public EngineWatch(ContainerEngine engine, Duration resync, Audience audience) {
    this(engine, resync, RETRY, audience);
  }

  EngineWatch(ContainerEngine engine, Duration resync, Duration retry, Audience audience) {
    this.engine = engine;
    this.resync = resync;
    this.retry = retry;
    this.audience = audience;
  }

  /** Listens at once, and until {@link #close}. */
  public void run() {
    try {
      boolean isOpen = closed.getCount() > 0;
      while (isOpen) {
        listen();
        isOpen = !closed.await(isAsked ? 0 : retry.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      death = Optional.of("the watch over the engine has died: " + e);
      LOG.log(Level.ERROR, "the watch over the engine has died: this is a bug in Berth", e);
      audience.lost(death.get());
    }
  }

  /** Why it listens no more though nobody closed it; empty as long as it does. */
  public Optional<String> death() {
    return death;
  }

  private void listen() throws InterruptedException {
    CountDownLatch lost = new CountDownLatch(1);
    current = lost;
    isAsked = false;
    String why = "the engine's events have ended";
    try (AutoCloseable subscription = engine.subscribe(listener(lost))) {
      audience.reload();
      planResync();
      LOG.log(Level.INFO, "listening to the engine");
      complained = false;
      while (!lost.await(PING.toMillis(), TimeUnit.MILLISECONDS) && closed.getCount() > 0) {
        check();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (EngineException e) {
      why = e.getMessage();
      complain(e);
    } catch (Exception e) {
      LOG.log(Level.WARNING, "closing the stream of events failed", e);
    }
    if (closed.getCount() > 0) {
      audience.lost(why);
    }
  }

  private void check() {
    engine.ping();
    boolean flooded = heard.sumThenReset() > FLOOD;
    if (flooded || System.nanoTime() - nextResync >= 0) {
      audience.resync();
      planResync();
    }
  }

  private void planResync() {
    nextResync = System.nanoTime() + resync.toNanos();
  }

  /** Once an outage, not once a try. */
  private void complain(EngineException why) {
    if (!complained) {
      LOG.log(Level.WARNING, "the engine does not answer: {0}", why.getMessage());
    }
    complained = true;
  }

  private EngineEvents listener(CountDownLatch lost) {
    return new EngineEvents() {
      @Override
      public void onEvent(EngineEvent event) {
        heard.increment();
        audience.onEvent(event);
      }

      @Override
      public void onLost(String why) {
        LOG.log(Level.WARNING, "the engine stopped talking: {0}", why);
        lost.countDown();
      }
    };
  }

  /** Begins anew, as after a stream that has ended, but at once. */
  public void again() {
    isAsked = true;
    current.countDown();
  }

  public void close() {
    closed.countDown();
    current.countDown();
  }
}
