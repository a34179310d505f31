package dev.berth.engine;

/** Hears how a long operation goes on. Called on the thread that does the work; must not block. */
@FunctionalInterface
public interface ProgressListener {

  /** A line of output, without its line break. */
  void line(String text);

  /**
   * How far a part is: a layer of a pull or a push, a step of a build.
   *
   * @param part its short name
   * @param current bytes, or steps, of {@code total}; 0 where nobody counts
   */
  default void progress(String part, String status, long current, long total) {}

  /**
   * How a step of a build ended that {@link #progress} has told of.
   *
   * @param part its short name
   */
  default void ended(String part, StepEnd end) {}

  /** Ends of steps. */
  enum StepEnd {
    /** There was nothing to do: the result was there from before. */
    CACHED,
    DONE,
    FAILED
  }
}
