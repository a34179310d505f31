package dev.berth.engine;

/** Hears a container's output. Called on a thread of the engine's. */
public interface LogListener {

  /** A piece of output as it came: any bytes, not always whole lines. */
  void output(byte[] bytes);

  /** Likewise a piece of what it put out as errors; who does not tell them apart hears output. */
  default void error(byte[] bytes) {
    output(bytes);
  }

  /** The end, good or bad; nothing comes after it. Empty when nothing went wrong. */
  void end(String error);
}
