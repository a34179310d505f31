package dev.berth.gitops;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Small trees as JSON. */
final class Json {
  private Json() {}

  static String text(@Nullable Object tree) {
    return switch (tree) {
      case null -> "null";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + text(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case Iterable<?> list -> {
        StringBuilder items = new StringBuilder();
        list.forEach(item -> items.append(items.isEmpty() ? "" : ",").append(text(item)));
        yield "[" + items + "]";
      }
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> quoted(tree.toString());
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (c < ' ') {
            quoted.append(String.format("\\u%04x", c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }
}
