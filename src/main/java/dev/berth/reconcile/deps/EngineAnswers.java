package dev.berth.reconcile.deps;

import dev.berth.engine.EngineException;
import dev.berth.port.EngineInventory;
import java.util.function.Supplier;

/** What an engine says to who asks by way of a port. */
public final class EngineAnswers {
  private EngineAnswers() {}

  /**
   * The answer to a question.
   *
   * @throws EngineInventory.Unavailable when there is none
   */
  public static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }
}
