package dev.berth.engine;

/** Hears a container's output. Called on a thread of the engine's. */
public interface LogListener {

  /** A piece of output as it came: any bytes, not always whole lines. */
  void output(byte[] bytes);

  /** The end, good or bad; nothing comes after it. Empty when nothing went wrong. */
  void end(String error);
}
