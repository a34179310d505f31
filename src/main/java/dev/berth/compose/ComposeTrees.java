package dev.berth.compose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees of maps, lists, texts, numbers, truth values and {@link Nothing}; maps may be changed. */
final class ComposeTrees {
  private ComposeTrees() {}

  /** A value as a map that can be changed, if it is one. */
  @SuppressWarnings("unchecked") // trees are made by TreeBuilder: keys are texts, nothing is null
  static Optional<Map<String, Object>> map(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  /** A map under a key; an empty one where there is none. */
  static Map<String, Object> map(Map<String, Object> parent, String key) {
    return map(parent.get(key)).orElseGet(LinkedHashMap::new);
  }

  /** A value as a list that can be changed, if it is one. */
  @SuppressWarnings("unchecked")
  static Optional<List<Object>> list(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? Optional.of((List<Object>) list) : Optional.empty();
  }

  static List<Object> list(Map<String, Object> parent, String key) {
    return list(parent.get(key)).orElseGet(ArrayList::new);
  }

  static Optional<String> text(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Whether there is a value that is not nothing. */
  static boolean has(Map<String, Object> parent, String key) {
    Object value = parent.get(key);
    return value != null && value != Nothing.NULL;
  }

  static Object copy(Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map(value).orElseThrow().forEach((key, child) -> copy.put(key, copy(child)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    return value;
  }

  /** How many values there are in a tree. */
  static int size(Object value) {
    Collection<?> below =
        switch (value) {
          case Map<?, ?> map -> map.values();
          case List<?> list -> list;
          default -> List.of();
        };
    return 1 + below.stream().mapToInt(ComposeTrees::size).sum();
  }

  static int letters(Object value) {
    return switch (value) {
      case String text -> text.length();
      case Map<?, ?> map -> map.values().stream().mapToInt(ComposeTrees::letters).sum();
      case List<?> list -> list.stream().mapToInt(ComposeTrees::letters).sum();
      default -> 0;
    };
  }

  static Map<String, Object> mapOf(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  /** What a value is, for messages. */
  static String kind(Object value) {
    return switch (value) {
      case Nothing n -> "nothing";
      case Map<?, ?> m -> "a map";
      case List<?> l -> "a list";
      case String s -> "the text `" + shortened(s) + "`";
      case Boolean b -> "the truth value " + b;
      case Number n -> "the number " + Numbers.text(n);
      default -> "something else";
    };
  }

  static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
