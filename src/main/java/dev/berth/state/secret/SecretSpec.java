package dev.berth.state.secret;

import dev.berth.spec.policy.Grants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the spec of a secret is stored: sealed values by key. */
public final class SecretSpec {
  /** Where the values are. */
  public static final String DATA = "data";

  /** The key of a secret that was given as one value. */
  public static final String VALUE = "value";

  private SecretSpec() {}

  /** With who may use it; nothing is written of that where nobody was named. */
  public static Map<String, Object> of(Map<String, String> seals, List<String> grants) {
    return grants.isEmpty()
        ? Map.of(DATA, new TreeMap<>(seals))
        : Map.of(DATA, new TreeMap<>(seals), Grants.KEY, List.copyOf(grants));
  }

  /** Seals by key, of a stored spec. */
  public static SortedMap<String, String> seals(Map<String, Object> spec) {
    SortedMap<String, String> seals = new TreeMap<>();
    if (spec.get(DATA) instanceof Map<?, ?> data) {
      data.forEach((key, seal) -> seals.put(String.valueOf(key), String.valueOf(seal)));
    }
    return seals;
  }

  /** Which key is meant where none is said. */
  public static String onlyKey(Set<String> keys) {
    return keys.size() == 1 ? keys.iterator().next() : VALUE;
  }
}
