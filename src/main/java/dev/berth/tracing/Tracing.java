package dev.berth.tracing;

import dev.berth.port.Operation;
import dev.berth.reconcile.deps.PassListener;
import dev.berth.reconcile.deps.PassTrace;

/** Who is told how passes and image jobs went. No call waits for anybody, or throws. */
public interface Tracing extends PassListener, AutoCloseable {

  /** Nobody is told, and no library is loaded for it. */
  Tracing NONE =
      new Tracing() {
        @Override
        public void ended(PassTrace pass) {}

        @Override
        public void ended(Operation job) {}

        @Override
        public void close() {}
      };

  /** A build, pull or push has ended. */
  void ended(Operation job);

  /** Sends what is not sent yet, for a moment, and then gives up. */
  @Override
  void close();
}
