package dev.berth.spec.codec;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses keys that mean nothing, with the nearest one that does. */
public final class Keys {
  /** Further away than this it is another word. */
  private static final int FARTHEST = 3;

  private Keys() {}

  /** Refuses keys that mean nothing, and whatever is there in place of a map. */
  static void check(Node map, Set<String> known, Map<String, String> refused) {
    map.children()
        .forEach((key, node) -> {
          if (refused.containsKey(key)) {
            node.refuse(refused.getOrDefault(key, ""));
          } else if (!known.contains(key) && !key.startsWith("x-")) {
            node.refuse("unknown key" + suggestion(key, known));
          }
        });
  }

  static void check(Node map, Set<String> known) {
    check(map, known, Map.of());
  }

  /**
   * Likewise.
   *
   * @param example what is shown to who wrote something else than a map
   */
  static void check(Node map, Set<String> known, String example) {
    if (map.isAbsent() || map.isMap()) {
      check(map, known);
    } else {
      map.refuse("must be a map such as " + example + ", was " + map.kind());
    }
  }

  /** {@code ; did you mean `ports`?}, or nothing when nothing is near. */
  public static String suggestion(String key, Set<String> known) {
    return nearest(key, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  /** The known word that is a slip or two away. */
  public static Optional<String> nearest(String key, Set<String> known) {
    int limit = Math.min(FARTHEST, Math.max(1, key.length() / 2));
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(word -> distance(key, word)))
        .filter(word -> distance(key, word) <= limit);
  }

  /** Letters to insert, delete, replace or swap (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = d[i - 1][j - 1] + (same ? 0 : 1);
    best = Math.min(best, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
