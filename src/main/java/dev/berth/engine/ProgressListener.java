package dev.berth.engine;

/** Hears how a long operation goes on. Called on the thread that does the work; must not block. */
@FunctionalInterface
public interface ProgressListener {

  /** A line of output, without its line break. */
  void line(String text);
}
