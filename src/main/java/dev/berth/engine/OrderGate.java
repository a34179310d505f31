package dev.berth.engine;

/**
 * Asked at the wire, once an order for the engine is ready: until then it may have waited for a
 * place among other calls, or for a thread. Called on many threads; must not block.
 */
@FunctionalInterface
public interface OrderGate {

  /** Everything may go out. */
  OrderGate OPEN = order -> true;

  /**
   * Whether what changes something may go out now.
   *
   * @param order its method and path
   */
  boolean permits(String order);
}
