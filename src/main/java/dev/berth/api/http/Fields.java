package dev.berth.api.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of each item an answer has, as {@code ?fields=} says it: paths as in {@code
 * metadata.name,status.services.*.ready}, where a star stands for every key. What is at or below
 * one is shown, and nothing else; in lists, of each element.
 */
public final class Fields {
  private final Map<String, Fields> below = new HashMap<>();
  private boolean isWhole;

  private Fields() {}

  /** Every field. */
  public static Fields all() {
    Fields all = new Fields();
    all.isWhole = true;
    return all;
  }

  static Fields of(String text) {
    Fields root = new Fields();
    for (String path : text.split(",", -1)) {
      Fields at = root;
      for (String key : path.strip().split("\\.", -1)) {
        if (key.isEmpty()) {
          throw ProblemException.of(
              400,
              "Bad Request",
              "`fields` must be paths such as metadata.name,status.phase, was `" + text + "`");
        }
        at = at.below.computeIfAbsent(key, k -> new Fields());
      }
      at.isWhole = true;
    }
    return root;
  }

  /** What is left of an item. */
  public Map<String, ?> of(Map<String, ?> item) {
    return isWhole ? item : kept(item);
  }

  private Map<String, @Nullable Object> kept(Map<?, ?> map) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      Fields field = below.getOrDefault(String.valueOf(key), below.get("*"));
      if (field != null && (field.isWhole || value instanceof Map || value instanceof List)) {
        kept.put(String.valueOf(key), field.kept(value));
      }
    });
    return kept;
  }

  private @Nullable Object kept(@Nullable Object value) {
    if (isWhole) {
      return value;
    }
    return switch (value) {
      case Map<?, ?> map -> kept(map);
      case List<?> list -> list.stream().map(this::kept).toList();
      case null, default -> value;
    };
  }
}
