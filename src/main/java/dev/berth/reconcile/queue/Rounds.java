package dev.berth.reconcile.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** One thing that is done again and again, with a pause between, until it is closed. */
public final class Rounds implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(Rounds.class.getName());

  private final String name;
  private final Duration pause;
  private final Runnable round;
  private final WorkQueue queue = new WorkQueue();

  /**
   * For {@link #run}, which pauses before the first round as well.
   *
   * @param name for the log
   */
  public Rounds(String name, Duration pause, Runnable round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
  }

  /** The first round is at once. */
  public Rounds now() {
    queue.add(name);
    return this;
  }

  /** Works until it is closed; a round that fails is not the last one. */
  @Override
  public void run() {
    queue.add(name, pause);
    queue.serve(taken -> {
      once();
      return Optional.of(pause);
    });
  }

  private void once() {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, name + " failed: this is a bug in Berth", e);
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
