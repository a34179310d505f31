package dev.berth.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trees of maps, lists, texts, numbers and truths as JSON, and back. */
public final class JsonTree {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonTree() {}

  /** In the order of its maps, on one line. */
  public static String write(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tree is made of maps, lists and plain values", e);
    }
  }

  /** The object at the beginning of a text, whatever comes behind it; nothing where none is. */
  public static Optional<Map<?, ?>> read(String text) {
    try {
      return JSON.readValue(text, Object.class) instanceof Map<?, ?> map
          ? Optional.of(map)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The text under a name, at the top or, where there is none, further in. */
  public static Optional<String> text(Map<?, ?> tree, String name) {
    if (tree.get(name) instanceof String text) {
      return Optional.of(text);
    }
    return tree.values().stream()
        .flatMap(
            value -> value instanceof Map<?, ?> inner ? text(inner, name).stream() : Stream.empty())
        .findFirst();
  }

  /** The texts of the list under a name; what is no text is left out. */
  public static List<String> texts(Map<?, ?> tree, String name) {
    @Nullable Object found = tree.get(name);
    return found instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
