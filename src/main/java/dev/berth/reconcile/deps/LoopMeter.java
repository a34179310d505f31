package dev.berth.reconcile.deps;

import java.time.Duration;

/** Hears how the loop fares. Called on its threads; must not block. */
public interface LoopMeter {

  /** Nobody measures. */
  LoopMeter NONE =
      new LoopMeter() {
        @Override
        public void waited(Duration inQueue) {}

        @Override
        public void passed(Duration took, boolean failed) {}

        @Override
        public void noticed(Duration since) {}

        @Override
        public void resynced(Duration took, int changed) {}
      };

  /** A name was taken from the queue, so long after it was due. */
  void waited(Duration inQueue);

  /** A pass has ended. */
  void passed(Duration took, boolean failed);

  /**
   * A pass begins, so long after the event that woke it happened on the engine. Events that come
   * while the app has a pass do not count: they wait for its end.
   */
  void noticed(Duration since);

  /**
   * Everything was listed and compared with what was known.
   *
   * @param changed apps of which an event was lost
   */
  void resynced(Duration took, int changed);
}
