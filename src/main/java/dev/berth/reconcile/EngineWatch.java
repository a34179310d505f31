package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens to the engine for as long as Berth runs: subscribes, asks for a look at everything, and
 * when the stream breaks, or the engine hangs, begins anew.
 */
final class EngineWatch {
  private static final Logger LOG = System.getLogger(EngineWatch.class.getName());

  /** How often a silent engine is asked whether it is still there. */
  private static final Duration PING = Duration.ofSeconds(5);

  /** Between two tries to subscribe: an engine that comes back is noticed at once. */
  private static final Duration RETRY = Duration.ofMillis(500);

  private final ContainerEngine engine;
  private final Consumer<String> changed;
  private final Runnable changedElsewhere;
  private final Runnable lookAtAll;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile CountDownLatch current = new CountDownLatch(1);
  private boolean complained;

  EngineWatch(
      ContainerEngine engine,
      Consumer<String> changed,
      Runnable changedElsewhere,
      Runnable lookAtAll) {
    this.engine = engine;
    this.changed = changed;
    this.changedElsewhere = changedElsewhere;
    this.lookAtAll = lookAtAll;
  }

  /** Runs until {@link #close}. */
  void run() {
    try {
      while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        listen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() throws InterruptedException {
    CountDownLatch lost = new CountDownLatch(1);
    current = lost;
    try (AutoCloseable subscription = engine.subscribe(listener(lost))) {
      LOG.log(Level.INFO, "listening to the engine");
      complained = false;
      lookAtAll.run();
      while (!lost.await(PING.toMillis(), TimeUnit.MILLISECONDS) && closed.getCount() > 0) {
        engine.info();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (EngineException e) {
      complain(e);
    } catch (Exception e) {
      LOG.log(Level.WARNING, "closing the stream of events failed", e);
    }
    if (closed.getCount() > 0) {
      lookAtAll.run();
    }
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
      public void changed(String app) {
        changed.accept(app);
      }

      @Override
      public void changedElsewhere() {
        changedElsewhere.run();
      }

      @Override
      public void lost(String why) {
        LOG.log(Level.WARNING, "the engine stopped talking: {0}", why);
        lost.countDown();
      }
    };
  }

  void close() {
    closed.countDown();
    current.countDown();
  }
}
