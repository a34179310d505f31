package dev.berth.engine;

import java.util.OptionalInt;

/**
 * Hears a command in a container. Called on a thread of the engine's, which waits as long as it is
 * busy here: who hears slowly slows the command down.
 */
public interface ExecListener {

  /** A piece of output as it came; of a terminal all of it. */
  void output(byte[] bytes);

  /** Likewise a piece of what it put out as errors. */
  void error(byte[] bytes);

  /**
   * The end; nothing comes after it.
   *
   * @param exitCode empty where the engine has not told
   * @param failure what went wrong with the connection; empty when nothing did
   */
  void end(OptionalInt exitCode, String failure);
}
