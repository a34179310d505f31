package dev.berth.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of the hostile table, its variants told apart already; {@code hostile/escapes.yaml} says
 * how one is written.
 *
 * @param file where it stands
 * @param keys as written
 */
record HostileRow(String file, Map<String, Object> keys) {
  private static final String SLOT = "<it>";
  private static final Set<String> KNOWN =
      Set.of(
          "about", "as", "service", "app", "send", "type", "headers", "body", "raw", "want", "not");

  HostileRow {
    for (String key : keys.keySet()) {
      if (!KNOWN.contains(key)) {
        throw new IllegalArgumentException(file + ": unknown key `" + key + "` in " + keys);
      }
    }
    if (!keys.containsKey("about") || !keys.containsKey("want")) {
      throw new IllegalArgumentException(file + ": needs about and want: " + keys);
    }
  }

  /** All that an entry of the table stands for: one row, or one for each of {@code each}. */
  static List<HostileRow> of(String file, Map<?, ?> entry) {
    Map<String, Object> keys = new LinkedHashMap<>();
    entry.forEach((key, value) -> keys.put(String.valueOf(key), value));
    if (!(keys.remove("each") instanceof List<?> each)) {
      return List.of(new HostileRow(file, keys));
    }
    List<HostileRow> rows = new ArrayList<>();
    for (Object one : each) {
      if (filled(keys, one) instanceof Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        copy.put("about", copy.get("about") + ": " + one);
        rows.add(new HostileRow(file, copy));
      }
    }
    return rows;
  }

  /** A tree with a value in each slot; a slot that is all of a text takes its kind. */
  private static Object filled(Object tree, Object value) {
    return switch (tree) {
      case String text when text.equals(SLOT) -> value;
      case String text -> text.replace(SLOT, String.valueOf(value));
      case List<?> list -> list.stream().map(item -> filled(item, value)).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, v) -> {
          if (key.equals(SLOT) && value instanceof Map<?, ?> more) {
            copy.putAll(more);
          } else {
            copy.put(filled(key, value), filled(v, value));
          }
        });
        yield copy;
      }
      default -> tree;
    };
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  String text(String key, String otherwise) {
    return String.valueOf(keys.getOrDefault(key, otherwise));
  }

  /** A map of it; empty where it is not there. */
  Map<String, Object> map(String key) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (keys.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    }
    return copy;
  }

  /** Whether what it asks for is to be granted. */
  boolean isWelcome() {
    return text("want", "").startsWith("2");
  }

  /** What is wrong with an answer, or nothing. */
  String fault(String door, int code, String body) {
    String[] words = text("want", "").strip().split("\\s+", -1);
    List<String> wrong = new ArrayList<>();
    if (!String.valueOf(code).matches(words[0])) {
      wrong.add("answered " + code + ", wanted " + words[0]);
    }
    for (int i = 1; i < words.length; i++) {
      if (!body.contains(words[i])) {
        wrong.add("does not say `" + words[i] + "`");
      }
    }
    if (keys.get("not") instanceof List<?> secrets) {
      secrets.stream()
          .filter(secret -> body.contains(String.valueOf(secret)))
          .forEach(secret -> wrong.add("says `" + secret + "`"));
    }
    return wrong.isEmpty()
        ? ""
        : file
            + ": "
            + text("about", "")
            + " ("
            + door
            + "): "
            + String.join(", ", wrong)
            + ": "
            + (body.length() > 400 ? body.substring(0, 400) + "…" : body);
  }
}
