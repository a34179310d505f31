package dev.berth.engine;

/**
 * Hears that something changed on the engine. Called on a thread of the engine's; must not block.
 */
public interface EngineEvents {

  /**
   * Something of an app changed, or may have.
   *
   * @param app by its label
   */
  void changed(String app);

  /**
   * Something without an app's label changed that apps may depend on: a network, a volume, an
   * image.
   */
  void changedElsewhere();

  /** The stream of events broke. Called once; whoever wants more subscribes again, then looks. */
  void lost(String why);
}
