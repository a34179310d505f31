package dev.berth.compose;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes a model as Docker Compose does: two spaces, and every dollar doubled. */
final class ModelJson {
  private final StringBuilder out = new StringBuilder();

  private ModelJson() {}

  static String write(Object model) {
    ModelJson json = new ModelJson();
    json.value(model, 0);
    return json.out.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Nothing nothing -> out.append("null");
      case Boolean flag -> out.append(flag);
      case Number number -> out.append(Numbers.json(number));
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, depth);
      case OffsetDateTime moment -> text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
      default -> text(value.toString());
    }
  }

  private void map(Map<?, ?> map, int depth) {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    out.append('{');
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      line(depth + 1);
      text(entry.getKey().toString());
      out.append(": ");
      value(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    end(map.isEmpty(), depth, '}');
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      line(depth + 1);
      value(list.get(i), depth + 1);
      out.append(i + 1 < list.size() ? "," : "");
    }
    end(list.isEmpty(), depth, ']');
  }

  private void end(boolean isEmpty, int depth, char bracket) {
    if (!isEmpty) {
      line(depth);
    }
    out.append(bracket);
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      letter(text.charAt(i));
    }
    out.append('"');
  }

  private void letter(char c) {
    switch (c) {
      case '$' -> out.append("$$");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        boolean plain = c >= ' ' && "<>&\u2028\u2029".indexOf(c) < 0;
        out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
      }
    }
  }
}
