package dev.berth.plan;

import dev.berth.observe.Rotation.Slot;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weights by which old and new containers share requests, as a holder takes them: whole numbers
 * up to 256.
 */
final class Shares {
  private static final int WHOLE = 100;

  /** HAProxy's bound. */
  private static final int MOST = 256;

  private Shares() {}

  /**
   * Weights by container.
   *
   * @param share percent of the requests that the new ones get together
   */
  static Map<String, Integer> of(int share, Collection<String> fresh, Collection<String> old) {
    int forFresh = share * old.size();
    int forOld = (WHOLE - share) * fresh.size();
    if (share <= 0 || share >= WHOLE || fresh.isEmpty() || old.isEmpty()) {
      forFresh = share > 0 || old.isEmpty() ? Slot.EVEN_WEIGHT : 0;
      forOld = share < WHOLE || fresh.isEmpty() ? Slot.EVEN_WEIGHT : 0;
    }
    Map<String, Integer> weights = new TreeMap<>();
    int most = Math.max(forFresh, forOld);
    for (String name : fresh) {
      weights.put(name, most > MOST ? Math.max(1, forFresh * MOST / most) : forFresh);
    }
    for (String name : old) {
      weights.put(name, most > MOST ? Math.max(1, forOld * MOST / most) : forOld);
    }
    return weights;
  }
}
