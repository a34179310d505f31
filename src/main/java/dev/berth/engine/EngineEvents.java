package dev.berth.engine;

/**
 * Hears what happens on the engine. Called on a thread of the engine's, in order; must not block,
 * for an engine drops events that nobody fetches.
 */
public interface EngineEvents {

  /**
   * A container, network, volume or image changed, whoever it belongs to. What only looks into a
   * container, such as the command of a health check, is left out.
   */
  void onEvent(EngineEvent event);

  /** The stream of events broke. Called once; whoever wants more subscribes again, then looks. */
  void onLost(String why);
}
