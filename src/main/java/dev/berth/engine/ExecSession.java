package dev.berth.engine;

import dev.berth.spec.TerminalSize;

/** A command in a container, as who gives it input holds it. */
public interface ExecSession extends AutoCloseable {

  /** Gives input; waits until the engine has taken it. Once the command has ended it is lost. */
  void write(byte[] bytes);

  /** Nothing more is given: the command sees the end of its input. */
  void endInput();

  /** Its terminal has another size; without one, or after its end, nothing happens. */
  void resize(TerminalSize size);

  /**
   * Ends the command, if it still runs, as far as that can be done: what it has started is asked to
   * hang up, and killed. A second time nothing happens.
   */
  @Override
  void close();
}
