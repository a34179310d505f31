package dev.berth.manifest;

import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much trees may hold. What stands once and is meant often, by an alias of YAML or the copying
 * of a patch, counts as often as it is meant: twenty lines can mean more than fits into memory.
 */
final class TreeBounds {
  private static final int DEEPEST = 50;

  /** A hundred times the largest real manifest. */
  private static final int MOST_VALUES = 200_000;

  /**
   * Four times the longest text that is read; a text that is copied takes its room only once
   * stored.
   */
  private static final int MOST_LETTERS = 16 << 20;

  private int values;
  private long letters;

  /** Why there is too much in it, counted with all that was asked about before. */
  Optional<String> excess(Object tree) {
    return excess(tree, DEEPEST);
  }

  private Optional<String> excess(@Nullable Object tree, int left) {
    values++;
    if (values > MOST_VALUES) {
      return Optional.of("holds more than " + MOST_VALUES + " values");
    }
    letters += length(tree);
    if (letters > MOST_LETTERS) {
      return Optional.of("holds more than " + MOST_LETTERS + " letters");
    }
    if (left == 0) {
      return Optional.of("is nested more than " + DEEPEST + " levels deep");
    }
    Iterable<?> below =
        switch (tree) {
          case Map<?, ?> map -> map.values();
          case List<?> list -> list;
          case null, default -> List.of();
        };
    for (Object child : below) {
      Optional<String> excess = excess(child, left - 1);
      if (excess.isPresent()) {
        return excess;
      }
    }
    return Optional.empty();
  }

  /** Of a text itself, or of the keys of a map. */
  private static long length(@Nullable Object tree) {
    return switch (tree) {
      case String text -> text.length();
      case JsonString text -> text.getChars().length();
      case Map<?, ?> map ->
          map.keySet().stream().mapToLong(key -> String.valueOf(key).length()).sum();
      case null, default -> 0;
    };
  }
}
